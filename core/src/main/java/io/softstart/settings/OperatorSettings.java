package io.softstart.settings;

import io.softstart.config.ConfigProblem;
import io.softstart.config.ConfigReader;
import io.softstart.config.ConfigSource;
import io.softstart.crash.OutputPaths;
import io.softstart.gate.AnyGate;
import io.softstart.log.EarlyLog.Format;
import io.softstart.redact.Redactor;
import io.softstart.text.Suggestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The operator's own variables, read in one pass with the application's: one report for both. */
public final class OperatorSettings<C> implements Function<ConfigReader, C> {
  private static final String PREFIX = "SOFTSTART_";
  private static final String SOFTSTART = "SOFTSTART";
  private static final String TESTS = "SOFTSTART_TEST_";
  private static final String STATUS_PORT = "SOFTSTART_STATUS_PORT";
  private static final String VERSION = "SOFTSTART_VERSION";
  private static final String REVISION = "SOFTSTART_REVISION";
  private static final Set<String> KNOWN =
      Set.of(
          "SOFTSTART_DEADLINE",
          "SOFTSTART_ATTEMPT_TIMEOUT",
          "SOFTSTART_GRACE",
          "SOFTSTART_START_LIMIT",
          "SOFTSTART_BACKOFF",
          "SOFTSTART_FLEET",
          "SOFTSTART_ON_FAILURE",
          "SOFTSTART_MIGRATION_LOCK",
          STATUS_PORT,
          "SOFTSTART_STATUS_BIND",
          "SOFTSTART_KEEP_CHECKING",
          VERSION,
          REVISION,
          "SOFTSTART_LOG",
          Command.VARIABLE,
          "SOFTSTART_WAIT_FOR",
          "SOFTSTART_STATE_DIR",
          "SOFTSTART_TERMINATION_MESSAGE",
          "SOFTSTART_RESTART_PAUSE");
  private static final String LOG = "SOFTSTART_LOG";
  private static final String STATE = "SOFTSTART_STATE_DIR";
  private static final String SYSTEMD_STATE = "STATE_DIRECTORY";
  private static final String TERMINATION = "SOFTSTART_TERMINATION_MESSAGE";
  private static final String PAUSE = "SOFTSTART_RESTART_PAUSE";
  private static final String STATUS_BIND = "SOFTSTART_STATUS_BIND";

  /** The operator's list of gates. */
  public static final String WAIT_FOR = "SOFTSTART_WAIT_FOR";

  private final Function<? super ConfigReader, ? extends C> recipe;
  private Limits limits;
  private List<AnyGate<?>> gates = List.of();
  private Duration restartPause = Duration.ZERO;

  public OperatorSettings(Limits limits, Function<? super ConfigReader, ? extends C> recipe) {
    this.limits = limits;
    this.recipe = recipe;
  }

  /** {@return the limits as far as they can be read, where a configuration is wrong} */
  public static Limits limitsIn(List<ConfigSource> sources, Limits ofCode) {
    OperatorSettings<Object> own = new OperatorSettings<>(ofCode, new NothingElse());
    boolean shown = true; // on a port that nobody knows it would be held for nobody
    for (ConfigProblem problem : ConfigReader.read(sources, own).problems()) {
      shown &= !problem.key().toUpperCase(Locale.ROOT).contains("STATUS");
    }
    return shown ? own.limits() : own.limits().hold(false);
  }

  /** Looks the log's format up, ahead of all else; a bad value is text and is reported later. */
  public static Format format(List<ConfigSource> sources) {
    String text = text(sources, LOG);
    return text != null && text.strip().equalsIgnoreCase("json") ? Format.JSON : Format.TEXT;
  }

  /** Looks up where an ending is written, ahead of all else: it may come at once. */
  public static OutputPaths outputPaths(List<ConfigSource> sources) {
    String state = text(sources, STATE);
    if (state == null) {
      state = System.getenv(SYSTEMD_STATE); // several separated by colons
      int end = state == null ? -1 : state.indexOf(':');
      state = state == null || end < 0 ? state : state.substring(0, end);
    }
    String termination = text(sources, TERMINATION);
    if (state == null || state.isEmpty()) {
      return new OutputPaths(null, emptyIsNone(termination), null, null);
    }
    String version = text(sources, VERSION);
    String revision = text(sources, REVISION);
    return new OutputPaths(
        state, emptyIsNone(termination), emptyIsNone(version), emptyIsNone(revision));
  }

  /** Looks up what the process is asked instead of being started; null for nothing. */
  public static @Nullable String command(List<ConfigSource> sources) {
    return text(sources, Command.VARIABLE);
  }

  private static @Nullable String emptyIsNone(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  private static @Nullable String text(List<ConfigSource> sources, String key) {
    for (ConfigSource source : sources) {
      try {
        Optional<String> text = source.find(key);
        if (text.isPresent()) {
          return text.get();
        }
      } catch (RuntimeException broken) { // reported when the configuration is read
        return null;
      }
    }
    return null;
  }

  /**
   * {@return a sentence for each variable that looks like one of the operator's but is none} Only a
   * warning: an image that was rolled back meets variables of a newer one.
   */
  public static List<String> unknown(List<ConfigSource> sources) {
    List<String> sentences = new ArrayList<>();
    for (ConfigSource source : sources) {
      for (String name : namesOf(source)) {
        if (name.startsWith(PREFIX) && !KNOWN.contains(name) && !name.startsWith(TESTS)) {
          String meant = Suggestion.meant(name, KNOWN);
          sentences.add(
              Redactor.redactName(source.origin(name))
                  + " is unknown here"
                  + (meant == null ? "" : ": " + meant));
        }
      }
    }
    return sentences;
  }

  /** {@return whether a variable of the operator's is set, or one that looks like it} */
  public static boolean isAnySet(List<ConfigSource> sources) {
    for (ConfigSource source : sources) {
      for (String name : namesOf(source)) {
        int start = name.startsWith("--") ? 2 : 0;
        if (name.regionMatches(true, start, SOFTSTART, 0, SOFTSTART.length())
            && !name.startsWith(TESTS)) {
          return true;
        }
      }
    }
    return false;
  }

  private static Set<String> namesOf(ConfigSource source) {
    try {
      return source.names();
    } catch (RuntimeException broken) { // what it holds will be missed when it is asked for
      return Set.of();
    }
  }

  @Override
  public C apply(ConfigReader env) {
    String bind = limits.status().bind();
    limits = limits.overriddenBy(env);
    env.check(
        STATUS_PORT,
        !limits.hold() || limits.status().port().isPresent(),
        "must be set where a failed process is held (on-failure: hold), since only its status shows"
            + " why",
        "SOFTSTART_ON_FAILURE");
    env.oneOf(LOG, Format.class).describe("format of the lines on stderr").orElse(Format.TEXT);
    Command.read(env);
    WaitFor waitFor = new WaitFor();
    gates =
        env.<List<AnyGate<?>>>parsed(WAIT_FOR, waitFor, List.of())
            .describe("more gates, name=url separated by commas")
            .optional()
            .orElse(List.of());
    if (waitFor.asksTheAgent()) { // of an image in which the application waits by itself
      NoEffect.warnOfAuto(env, WAIT_FOR);
    }
    Optional<String> state =
        env.string(STATE).describe("a directory that survives restarts").optional();
    Optional<String> termination =
        env.string(TERMINATION).describe("file for the container's termination message").optional();
    restartPause =
        env.duration(PAUSE)
            .describe("the longest pause before an exit with the same failure as before")
            .between(Duration.ZERO, Duration.ofHours(1))
            .orElse(Duration.ZERO);
    if (!restartPause.isZero() && state.isEmpty() && System.getenv(SYSTEMD_STATE) == null) {
      NoEffect.warn(env, PAUSE, STATE, "/var/lib/softstart");
    }
    if (limits.status().port().isEmpty() && !limits.status().bind().equals(bind)) {
      NoEffect.warn(env, STATUS_BIND, STATUS_PORT, "8081");
    }
    if (termination.isPresent()) {
      NoEffect.warnIfNotWritable(env, TERMINATION, termination.get());
    }
    return recipe.apply(env);
  }

  /** Returns the gates that the operator adds to the application's. */
  public List<AnyGate<?>> gates() {
    return gates;
  }

  public Duration restartPause() {
    return restartPause;
  }

  public Limits limits() {
    return limits;
  }
}
