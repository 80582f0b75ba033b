package io.softstart.framework;

import io.softstart.gate.AnyGate;
import io.softstart.gate.Probe;
import io.softstart.gate.engine.GateInternals;

/**
 * Gates that delay the startup and never end it, for evidence that another client has than the
 * application's own. Such a gate is told as an optional one. What comes after it begins when it has
 * opened or is given up.
 */
public final class AdvisoryGates {
  private AdvisoryGates() {}

  /**
   * {@return the same gate, which is waited for until it opens, is given up or the deadline comes;
   * then the startup goes on}
   *
   * @param gate any gate
   * @param <T> what it opens
   */
  public static <T> AnyGate<T> advisory(AnyGate<T> gate) {
    return GateInternals.gate(GateInternals.spec(gate).asAdvisory());
  }

  /**
   * {@return whether it delays the startup and never ends it}
   *
   * @param gate any gate
   */
  public static boolean isAdvisory(AnyGate<?> gate) {
    return GateInternals.spec(gate).advisory();
  }

  /**
   * Returns a gate of this name and policy that takes the place of an advisory one, which may have
   * been given up already: the same dependency, asked by the application's own client. Its failure
   * does not end the startup either, since the application itself is told.
   *
   * @param gate an advisory gate
   * @param own how that client is asked once
   * @param <U> what it opens
   * @return the gate
   */
  public static <U> AnyGate<U> askedBy(AnyGate<?> gate, Probe<U> own) {
    return GateInternals.gate(GateInternals.spec(gate).askedBy(own));
  }
}
