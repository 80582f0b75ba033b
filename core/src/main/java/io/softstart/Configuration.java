package io.softstart;

import io.softstart.config.ConfigReader;
import io.softstart.config.ConfigResult;
import io.softstart.event.Phase;
import io.softstart.gate.Gate;
import io.softstart.log.Level;
import io.softstart.log.Lines;
import io.softstart.preflight.Preflight;
import io.softstart.settings.ConfigCommand;
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
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a startup is told from outside, in one report: the application's configuration, the
 * operator's settings, and what the preflight checks find.
 */
final class Configuration {
  private final Startup startup;
  private final StartupOptions options;
  private final Lines lines;
  private final ReadKeys seen;
  private final List<Preflight> checks = new CopyOnWriteArrayList<>();
  private @Nullable Limits limits;
  private List<Gate<?>> operatorsGates = List.of();
  private @Nullable Duration restartPause;

  Configuration(Startup startup, StartupOptions options, Lines lines) {
    this.startup = startup;
    this.options = options;
    this.lines = lines;
    seen = new ReadKeys(options.sources());
  }

  /** {@return what was asked for, for whoever must tell of it later} */
  ReadKeys seen() {
    return seen;
  }

  /** {@return whether it has been read and accepted} */
  boolean isAccepted() {
    return limits != null;
  }

  /** {@return the limits in force; only after it was accepted} */
  Limits limits() {
    return Objects.requireNonNull(limits, "accepted with the operator's settings");
  }

  /**
   * Returns the gates that the operator adds.
   *
   * @param own those of the application
   * @throws InvalidConfigException if both have one of the same name
   */
  List<Gate<?>> operatorsGates(Gate<?>[] own) {
    if (!operatorsGates.isEmpty()) {
      TakenNames taken = new TakenNames(operatorsGates, List.of(own));
      if (taken.isAny()) {
        throw failing().invalid(ConfigReader.read(seen.sources(), taken));
      }
    }
    return operatorsGates;
  }

  /**
   * Makes the checks at once if the configuration has been read, else with it.
   *
   * @throws InvalidConfigException if they are made and one finds a problem
   */
  void check(Preflight... preflights) {
    checks.addAll(List.of(preflights));
    if (isAccepted()) {
      accepted(ConfigReader.read(List.of(), whole(false, new NothingElse())));
      checks.clear();
    }
  }

  /**
   * Reads all of it.
   *
   * @throws InvalidConfigException if anything is wrong
   * @throws AnsweredException if it was only asked about, and the answer is given
   */
  <C> C read(Function<? super ConfigReader, ? extends C> recipe) {
    ConfigCommand command = command();
    if (command == ConfigCommand.CHECK) {
      checks.clear();
    } else if (command != null) {
      throw failing().answered(command, ConfigReader.read(seen.sources(), recipe));
    }
    OperatorSettings<C> both = new OperatorSettings<>(options.limits(), recipe);
    ConfigResult<C> configured =
        ConfigReader.read(seen.asSources(), whole(command == null, withCommands(both)));
    restartPause = both.restartPause();
    if (command == null) {
      startup.tellRetrospect();
    }
    C value = accepted(configured);
    if (command != null) {
      throw failing().answered(command, configured);
    }
    checks.clear();
    for (String unknown : OperatorSettings.unknown(seen.sources())) {
      lines.line(Level.WARN, unknown);
    }
    limits = both.limits();
    operatorsGates = both.gates();
    return value;
  }

  /** Adds what is to be said of arguments, where these are ours to judge. */
  private <C> Function<? super ConfigReader, ? extends C> withCommands(
      Function<? super ConfigReader, ? extends C> recipe) {
    if (options.owner() != StartupOptions.Owner.PROCESS) {
      return recipe;
    }
    if (ConfigCommand.isHelpAsked(options.args())) {
      lines.line(Level.INFO, ConfigCommand.HELP);
    }
    List<String> misspelt = ConfigCommand.misspelt(options.args());
    return misspelt.isEmpty() ? recipe : new MisspeltCommands<>(misspelt, seen, recipe);
  }

  private <C> WholeRecipe<C> whole(
      boolean withDefaults, Function<? super ConfigReader, ? extends C> recipe) {
    return new WholeRecipe<>(options.application(), withDefaults, checks, recipe);
  }

  private @Nullable ConfigCommand command() {
    try {
      boolean ours = options.owner() == StartupOptions.Owner.PROCESS;
      return ours ? ConfigCommand.in(options.args()) : null;
    } catch (RefusedCommand unknown) {
      throw failing().invalid(unknown.configured());
    }
  }

  /** A class of its own, so that a start which goes well loads no exception. */
  private Failing failing() {
    return new Failing(startup, options.application());
  }

  private <C> C accepted(ConfigResult<C> configured) {
    if (configured.value().isEmpty()) {
      throw failing().invalid(configured);
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

  /** Read when it is needed, if the configuration was not; none where it was only asked about. */
  Duration restartPause() {
    if (ConfigCommand.isAsked(options.args())) {
      return Duration.ZERO;
    }
    if (restartPause == null) {
      OperatorSettings<Phase> own = new OperatorSettings<>(options.limits(), new NothingElse());
      ConfigReader.read(seen.sources(), own);
      restartPause = own.restartPause();
    }
    return restartPause;
  }
}
