package io.softstart.settings;

import io.softstart.config.ConfigReader;
import io.softstart.event.Phase;
import java.util.function.Function;

/** The recipe of an application that has no settings; a class, since a lambda costs 25 ms. */
public final class NothingElse implements Function<ConfigReader, Phase> {
  @Override
  public Phase apply(ConfigReader env) {
    return Phase.WAITING;
  }
}
