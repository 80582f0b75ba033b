package io.softstart.spring;

import io.softstart.config.ConfigReader;
import io.softstart.framework.AdvisoryGates;
import io.softstart.gate.AnyGate;
import java.util.Set;
import java.util.function.BiFunction;
import org.springframework.core.env.Environment;

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

  /**
   * What only properties of Spring's name delays the start, and never ends it; what a condition is
   * put on, or what is said to be required, ends it as in plain Java.
   */
  <T> AnyGate<T> derived(AnyGate<T> gate) {
    return isEnforced(gate.name()) ? gate : AdvisoryGates.advisory(gate);
  }

  private boolean isEnforced(String gate) {
    if (!isAnything(gate)) {
      return false;
    }
    String prefix = GateSwitches.prefix(gate);
    Environment environment = names.environment();
    boolean enforced =
        GateSwitches.isSaid(environment, prefix + "required", "true")
            || GateSwitches.isSaid(environment, prefix + "optional", "true");
    for (String option : Conditions.names()) {
      enforced |= environment.containsProperty(prefix + option);
    }
    for (NamesSet.Name name : names.ours) { // lists have indices
      String uniform = NamesSet.uniform(name.text());
      String beginning = NamesSet.uniform(prefix);
      enforced |=
          uniform.startsWith(beginning) && Conditions.isOne(uniform.substring(beginning.length()));
    }
    boolean delaysOnly = GateSwitches.isSaid(environment, prefix + "required", "false");
    return enforced && !delaysOnly;
  }

  /** {@return whether a gate of Spring's own that does not open ends the start} */
  boolean isRequired(String gate) {
    return isEnforced(gate) && GateSwitches.isWanted(gate, names.environment());
  }

  /** {@return a probe with the conditions that are set for its gate} */
  <P> P with(String gate, P plain, BiFunction<? super P, ConfigReader, ? extends P> conditions) {
    return isAnything(gate)
        ? reader.group(GateSwitches.prefix(gate), options -> conditions.apply(plain, options))
        : plain;
  }
}
