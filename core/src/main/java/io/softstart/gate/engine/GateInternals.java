package io.softstart.gate.engine;

import io.softstart.gate.AnyGate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the public gates lend to the packages of the library, so that none of it is public there:
 * the spec inside of a gate.
 */
public abstract class GateInternals {
  private static volatile @Nullable GateInternals lent;

  /** For {@code AnyGate}, which is the only one to extend it. */
  protected GateInternals() {}

  /** Called by {@code AnyGate} when its class is initialized, so before there is any gate. */
  public static void lend(GateInternals internals) {
    lent = internals;
  }

  /** {@return what a gate is inside of the library} */
  public static <T> GateSpec<T> spec(AnyGate<T> gate) {
    return lent().specOf(gate);
  }

  /** {@return a gate of the type that its policy asks for} */
  public static <T> AnyGate<T> gate(GateSpec<T> spec) {
    return lent().gateOf(spec);
  }

  protected abstract <T> GateSpec<T> specOf(AnyGate<T> gate);

  protected abstract <T> AnyGate<T> gateOf(GateSpec<T> spec);

  private static GateInternals lent() {
    return Objects.requireNonNull(lent, "lent by the initializer of AnyGate");
  }
}
