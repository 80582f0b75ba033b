package io.softstart;

import io.softstart.config.ConfigReader;
import io.softstart.config.ConfigSource;
import io.softstart.gate.Gate;
import io.softstart.log.EarlyLog.Format;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The operator's own variables, read in one pass with the application's: one report for both. */
final class OperatorSettings<C> implements Function<ConfigReader, C> {
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
