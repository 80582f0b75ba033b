package io.softstart.settings;

import io.softstart.config.ConfigReader;
import io.softstart.event.Phase;
import io.softstart.gate.AnyGate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** A recipe that refuses gates of the operator whose names the application's own gates have. */
public final class TakenNames implements Function<ConfigReader, Phase> {
  private final Set<String> taken = new HashSet<>();

  /**
   * Compares the names.
   *
   * @param operators the gates of {@code SOFTSTART_WAIT_FOR}
   * @param own those of the application; what they come after counts too
   */
  public TakenNames(List<AnyGate<?>> operators, List<AnyGate<?>> own) {
    for (AnyGate<?> gate : own) {
      collect(gate, operators);
    }
  }

  private void collect(AnyGate<?> gate, List<AnyGate<?>> operators) {
    for (AnyGate<?> added : operators) {
      if (!added.equals(gate) && added.name().equals(gate.name())) {
        taken.add(gate.name());
      }
    }
    for (AnyGate<?> first : gate.prerequisites()) {
      collect(first, operators);
    }
  }

  /** {@return whether any name is taken} */
  public boolean isAny() {
    return !taken.isEmpty();
  }

  @Override
  public Phase apply(ConfigReader env) {
    for (String name : taken) {
      env.check(
          OperatorSettings.WAIT_FOR,
          false,
          "names a gate " + name + ", but the application has a gate of that name");
    }
    return Phase.WAITING;
  }
}
