package io.softstart;

import io.softstart.config.ConfigReader;
import io.softstart.config.ConfigSource;
import io.softstart.gate.Gate;
import io.softstart.log.EarlyLog.Format;
import io.softstart.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The operator's own variables, read in one pass with the application's: one report for both. */
final class OperatorSettings<C> implements Function<ConfigReader, C> {
  private static final String PREFIX = "SOFTSTART_";
  private static final String TESTS = "SOFTSTART_TEST_";
  private static final Set<String> KNOWN =
      Set.of(
          "SOFTSTART_DEADLINE",
          "SOFTSTART_ATTEMPT_LIMIT",
          "SOFTSTART_GRACE",
          "SOFTSTART_ON_FAILURE",
          "SOFTSTART_STATUS_PORT",
          "SOFTSTART_STATUS_BIND",
          "SOFTSTART_VERSION",
          "SOFTSTART_REVISION",
          "SOFTSTART_LOG",
          "SOFTSTART_WAIT_FOR");
  private static final String LOG = "SOFTSTART_LOG";
  private static final String WAIT_FOR = "SOFTSTART_WAIT_FOR";

  private final Function<? super ConfigReader, ? extends C> recipe;
  private Limits limits;
  private List<Gate<?>> gates = List.of();

  OperatorSettings(Limits limits, Function<? super ConfigReader, ? extends C> recipe) {
    this.limits = limits;
    this.recipe = recipe;
  }

  /** Looks the log's format up, ahead of all else; a bad value is text and is reported later. */
  static Format format(List<ConfigSource> sources) {
    for (ConfigSource source : sources) {
      try {
        Optional<String> text = source.find(LOG);
        if (text.isPresent()) {
          return text.get().strip().equalsIgnoreCase("json") ? Format.JSON : Format.TEXT;
        }
      } catch (RuntimeException broken) {
        return Format.TEXT;
      }
    }
    return Format.TEXT;
  }

  /**
   * {@return a sentence for each variable that looks like one of the operator's but is none} Only a
   * warning: an image that was rolled back meets variables of a newer one.
   */
  static List<String> unknown(List<ConfigSource> sources) {
    List<String> sentences = new ArrayList<>();
    for (ConfigSource source : sources) {
      for (String name : namesOf(source)) {
        if (name.startsWith(PREFIX) && !KNOWN.contains(name) && !name.startsWith(TESTS)) {
          String meant = Nearest.meant(name, KNOWN);
          sentences.add(
              source.origin(name) + " is unknown here" + (meant == null ? "" : ": " + meant));
        }
      }
    }
    return sentences;
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
    limits = limits.overriddenBy(env);
    env.oneOf(LOG, Format.class).describe("how lines on stderr are written").orElse(Format.TEXT);
    gates =
        env.<List<Gate<?>>>parsed(WAIT_FOR, new WaitFor(), List.of())
            .describe("more gates, name=url separated by commas")
            .orElse(List.of());
    return recipe.apply(env);
  }

  /** Returns the gates that the operator adds to the application's. */
  List<Gate<?>> gates() {
    return gates;
  }

  Limits limits() {
    return limits;
  }
}
