package io.softstart.startup;

import io.softstart.config.ConfigReader;
import io.softstart.config.ConfigResult;
import io.softstart.config.ConfigSource;
import io.softstart.event.Phase;
import io.softstart.gate.AnyGate;
import io.softstart.log.Level;
import io.softstart.log.LogSink;
import io.softstart.log.StandardOutput;
import io.softstart.preflight.Preflight;
import io.softstart.settings.Command;
import io.softstart.settings.ConfigJson;
import io.softstart.settings.Limits;
import io.softstart.settings.MisspeltCommands;
import io.softstart.settings.NothingElse;
import io.softstart.settings.OperatorSettings;
import io.softstart.settings.ReadKeys;
import io.softstart.settings.RefusedCommand;
import io.softstart.settings.TakenNames;
import io.softstart.settings.WholeRecipe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a startup is told from outside, in one report: the application's configuration, the
 * operator's settings, and what the preflight checks find.
 */
public final class Settings {
  private final StartupPlan plan;
  private final LogSink lines;
  private final Lifecycle lifecycle;
  private final Supplier<Failures> failures;
  private final ReadKeys seen;
  private final List<Preflight> preflights = new CopyOnWriteArrayList<>();
  private volatile @Nullable OperatorSettings<?> accepted;
  private volatile @Nullable Duration restartPause;

  /**
   * What a recipe has read.
   *
   * @param configured what it returned, or what is wrong
   * @param operators the operator's settings, read in the same pass
   */
  record Read<C>(ConfigResult<C> configured, OperatorSettings<C> operators) {}

  Settings(StartupPlan plan, LogSink lines, Lifecycle lifecycle, Supplier<Failures> failures) {
    this.plan = plan;
    this.lines = lines;
    this.lifecycle = lifecycle;
    this.failures = failures;
    seen = new ReadKeys(plan.sources());
  }

  /** {@return what was asked for} */
  ReadKeys seen() {
    return seen;
  }

  /** {@return whether the operator's settings can be read from what is known so far} */
  public boolean areSound() {
    return ConfigReader.read(
            seen.sources(), new OperatorSettings<Phase>(plan.limits(), new NothingElse()))
        .value()
        .isPresent();
  }

  void sources(List<ConfigSource> sources) {
    seen.sources(sources);
  }

  /** {@return whether it has been read and accepted} */
  boolean isAccepted() {
    return accepted != null;
  }

  /**
   * {@return whether it must be read although the application does not ask: there are commands or
   * checks, or the operator has set something}
   */
  boolean isDue() {
    if (isAccepted() || plan.owner() == StartupPlan.Owner.FRAMEWORK) {
      return false;
    }
    boolean commanded =
        plan.owner() == StartupPlan.Owner.PROCESS
            && (Command.isAsked(plan.args(), null) // a variable counts below
                || Command.isHelpAsked(plan.args())
                || !Command.misspelt(plan.args()).isEmpty());
    return commanded || !preflights.isEmpty() || OperatorSettings.isAnySet(seen.sources());
  }

  /**
   * {@return whether to read it would change nothing and find nothing} As in most starts: what
   * reads settings is forty classes. Sources of others are read, since they need not tell their
   * names.
   */
  boolean saysNothing() {
    return haveNames(seen.sources())
        && !plan.limits().hold() // which needs a status port
        && plan.owner() != StartupPlan.Owner.FRAMEWORK
        && !isDue()
        && WholeRecipe.defaultsFindNothing();
  }

  private static boolean haveNames(List<ConfigSource> sources) {
    String ours = ConfigSource.class.getPackageName() + ".";
    for (ConfigSource source : sources) {
      if (!source.getClass().getName().startsWith(ours)) {
        return false;
      }
    }
    return true;
  }

  /** {@return the limits in force: those of the code until the operator's are accepted} */
  Limits limits() {
    OperatorSettings<?> known = accepted;
    return known == null ? plan.limits() : known.limits();
  }

  /** {@return the same, but those of the operator as far as they can be read} */
  Limits limitsOfFailed() {
    return isAccepted() ? limits() : OperatorSettings.limitsIn(seen.sources(), plan.limits());
  }

  /**
   * Returns the gates that the operator adds; none before it is accepted.
   *
   * @param begun those that are awaited already, by name: they count, even if other values were
   *     read since
   * @param own those of the application
   * @throws RuntimeException if both have one of the same name
   */
  List<AnyGate<?>> operatorsGates(Map<String, AnyGate<?>> begun, AnyGate<?>... own) {
    OperatorSettings<?> known = accepted;
    if (known == null || known.gates().isEmpty()) {
      return List.of();
    }
    List<AnyGate<?>> gates = new ArrayList<>();
    for (AnyGate<?> gate : known.gates()) {
      gates.add(begun.getOrDefault(gate.name(), gate));
    }
    TakenNames taken = new TakenNames(gates, List.of(own));
    if (taken.isAny()) {
      throw failed(failures.get().invalid(ConfigReader.read(seen.sources(), taken)));
    }
    return gates;
  }

  /** {@return whether the operator has gates awaited, without reading anything else} */
  boolean hasOperatorsGates() {
    OperatorSettings<?> known = accepted;
    if (known != null) {
      return !known.gates().isEmpty();
    }
    for (ConfigSource source : seen.sources()) {
      try {
        Optional<String> text = source.find(OperatorSettings.WAIT_FOR);
        if (text.isPresent()) {
          return !text.get().isBlank();
        }
      } catch (RuntimeException broken) { // reported when the configuration is read
        return true;
      }
    }
    return false;
  }

  /**
   * Makes the checks at once if the configuration has been read, else with it.
   *
   * @throws RuntimeException if they are made and one finds a problem
   */
  void check(Preflight... checks) {
    preflights.addAll(List.of(checks));
    if (isAccepted()) {
      accepted(ConfigReader.read(List.of(), whole(false, new NothingElse())));
      preflights.clear();
    }
  }

  /**
   * Reads all of it, and judges nothing yet.
   *
   * @throws RuntimeException if it was only asked about, and the answer is given
   */
  <C> Read<C> read(Function<? super ConfigReader, ? extends C> recipe) {
    Command command = command();
    boolean starts = command == null || command.isOfGates();
    if (command != null && !starts && command != Command.CHECK) {
      throw answered(command, ConfigReader.read(seen.sources(), recipe));
    }
    Read<C> read = read(starts, recipe);
    if (starts && !read.configured().problems().isEmpty()) {
      LateFiles late = new LateFiles(lines, plan.ticker());
      while (late.waitFor(read.configured(), read.operators().limits().grace())) {
        read = read(true, recipe);
      }
    }
    restartPause = read.operators().restartPause();
    return read;
  }

  private <C> Read<C> read(boolean starts, Function<? super ConfigReader, ? extends C> recipe) {
    OperatorSettings<C> operators = new OperatorSettings<>(plan.limits(), recipe);
    return new Read<>(
        ConfigReader.read(seen.asSources(), whole(starts, withCommands(operators))), operators);
  }

  /**
   * Takes what was read.
   *
   * @throws RuntimeException if anything is wrong, or if it was only asked about
   */
  <C> C accept(Read<C> read) {
    Command command = command();
    C value = accepted(read.configured());
    if (command != null && !command.isOfGates()) {
      throw answered(command, read.configured());
    }
    preflights.clear();
    for (String unknown : OperatorSettings.unknown(seen.sources())) {
      lines.safeLine(Level.WARN, unknown);
    }
    accepted = read.operators();
    return value;
  }

  /** Adds what is to be said of arguments, where these are ours to judge. */
  private <C> Function<? super ConfigReader, ? extends C> withCommands(
      Function<? super ConfigReader, ? extends C> recipe) {
    if (plan.owner() != StartupPlan.Owner.PROCESS) {
      return recipe;
    }
    if (Command.isHelpAsked(plan.args())) {
      lines.safeLine(Level.INFO, Command.HELP);
    }
    List<String> misspelt = Command.misspelt(plan.args());
    return misspelt.isEmpty() ? recipe : new MisspeltCommands<>(misspelt, seen, recipe);
  }

  private <C> WholeRecipe<C> whole(
      boolean withDefaults, Function<? super ConfigReader, ? extends C> recipe) {
    return new WholeRecipe<>(plan.application(), withDefaults, preflights, recipe);
  }

  /** {@return what the process was asked instead of being started; null for nothing} */
  @Nullable Command command() {
    try {
      return plan.owner() != StartupPlan.Owner.CALLER
          ? Command.in(plan.args(), OperatorSettings.command(seen.sources()))
          : null;
    } catch (RefusedCommand refused) {
      throw failed(failures.get().invalid(refused.configured()));
    }
  }

  /** {@return whether the process was only asked something, and is not to start} */
  boolean isOnlyAsked() {
    return plan.owner() != StartupPlan.Owner.CALLER
        && Command.isAsked(plan.args(), OperatorSettings.command(seen.sources()));
  }

  private RuntimeException answered(Command command, ConfigResult<?> configured) {
    StandardOutput.print(command.answer(plan.application(), configured));
    return failed(
        failures.get().answered("it was only asked about its configuration, see stdout", 0));
  }

  private RuntimeException failed(RuntimeException failure) {
    lifecycle.enter(Phase.FAILED);
    return failure;
  }

  private <C> C accepted(ConfigResult<C> configured) {
    if (configured.value().isEmpty()) {
      throw failed(failures.get().invalid(configured));
    }
    if (!configured.warnings().isEmpty()) {
      lines.report(
          Level.WARN,
          "the configuration is accepted with warnings",
          configured.report(),
          ConfigJson.of(configured));
    }
    return configured.value().get();
  }

  /** {@return the longest pause before an exit that repeats others; zero for none} */
  Duration restartPause() {
    if (isOnlyAsked()) {
      return Duration.ZERO;
    }
    Duration known = restartPause;
    if (known == null) { // it ends before the configuration was read
      OperatorSettings<Phase> own = new OperatorSettings<>(plan.limits(), new NothingElse());
      ConfigReader.read(seen.sources(), own);
      known = own.restartPause();
      restartPause = known;
    }
    return known;
  }
}
