package io.softstart.settings;

import io.softstart.config.ConfigReader;
import io.softstart.preflight.Preflight;
import io.softstart.preflight.Preflights;
import java.util.List;
import java.util.function.Function;

/** A recipe with the preflight checks: what both find is one report. */
public final class WholeRecipe<C> implements Function<ConfigReader, C> {
  private final String application;
  private final boolean withDefaults;
  private final List<Preflight> checks;
  private final Function<? super ConfigReader, ? extends C> recipe;

  public WholeRecipe(
      String application,
      boolean withDefaults,
      List<Preflight> checks,
      Function<? super ConfigReader, ? extends C> recipe) {
    this.application = application;
    this.withDefaults = withDefaults;
    this.checks = checks;
    this.recipe = recipe;
  }

  /** {@return whether the checks that are made by default are content, without a report} */
  public static boolean defaultsFindNothing() {
    try {
      return Preflights.heapFitsContainer().look().isEmpty()
          && Preflights.classPathComplete().look().isEmpty();
    } catch (Exception told) { // when the configuration is read
      return false;
    }
  }

  @Override
  public C apply(ConfigReader env) {
    env.own(application.replace(' ', '_') + "_");
    if (withDefaults) { // they cost nothing, cannot be wrong, and forbid nothing
      env.check(Preflights.heapFitsContainer().warn());
      env.check(Preflights.classPathComplete().warn());
    }
    for (Preflight check : checks) {
      env.check(check);
    }
    return recipe.apply(env);
  }
}
