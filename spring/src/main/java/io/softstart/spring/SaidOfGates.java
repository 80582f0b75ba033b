package io.softstart.spring;

import io.softstart.config.ConfigReader;
import java.util.Set;
import java.util.function.BiFunction;

/** What properties say of gates that are made from others, for those who make them. */
final class SaidOfGates {
  private final ConfigReader reader;
  private final NamesSet names;

  SaidOfGates(ConfigReader reader, NamesSet names) {
    this.reader = reader;
    this.names = names;
  }

  /** Whether anything is said of a gate; mostly it is not, and then there is nothing to read. */
  boolean isAnything(String gate) {
    return names.sayGates(Set.of(NamesSet.uniform(gate)));
  }

  /** {@return a probe with the conditions that are set for its gate} */
  <P> P with(String gate, P plain, BiFunction<? super P, ConfigReader, ? extends P> conditions) {
    return isAnything(gate)
        ? reader.group(CustomGates.prefix(gate), options -> conditions.apply(plain, options))
        : plain;
  }
}
