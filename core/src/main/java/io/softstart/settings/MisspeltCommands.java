package io.softstart.settings;

import io.softstart.config.ConfigProblem;
import io.softstart.config.ConfigReader;
import java.util.List;
import java.util.function.Function;

/**
 * A recipe, and behind it the refusal of arguments that are like a command: {@code --check-confg}
 * must not start the service. An argument that the recipe reads is the application's own.
 */
public final class MisspeltCommands<C> implements Function<ConfigReader, C> {
  private final List<String> arguments;
  private final ReadKeys seen;
  private final Function<? super ConfigReader, ? extends C> recipe;

  /** The keys that the recipe reads are noted in what was seen. */
  public MisspeltCommands(
      List<String> arguments, ReadKeys seen, Function<? super ConfigReader, ? extends C> recipe) {
    this.arguments = arguments;
    this.seen = seen;
    this.recipe = recipe;
  }

  @Override
  public C apply(ConfigReader env) {
    C value = recipe.apply(env);
    for (String argument : arguments) {
      if (!seen.isAsked(argument)) {
        String meant = Command.meant(argument);
        boolean valued = argument.equals(meant);
        env.problem(
            ConfigProblem.of(argument, valued ? "takes no value" : "is no command and no setting")
                .withOrigin("command line")
                .withHint(
                    (valued ? "write it alone." : "did you mean " + meant + "?")
                        + " What is the application's own stands behind --"));
      }
    }
    return value;
  }
}
