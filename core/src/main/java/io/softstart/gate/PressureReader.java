package io.softstart.gate;

import io.softstart.fence.Fence;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks a probe how busy what it opened is: one question at a time, each for a short time. */
final class PressureReader<T> {
  private static final Duration LIMIT = Duration.ofMillis(250);

  private final GateSpec<T> gate;
  private final @Nullable ClassLoader loader;
  private final GateEvents events;
  private volatile @Nullable Fence<Optional<Pressure>> asking;

  PressureReader(GateSpec<T> gate, @Nullable ClassLoader loader, GateEvents events) {
    this.gate = gate;
    this.loader = loader;
    this.events = events;
  }

  /** {@return how busy it is; empty if that is not known in time, or nothing is open} */
  Optional<Pressure> read(@Nullable T opened) {
    Fence<Optional<Pressure>> before = asking;
    if (opened == null || (before != null && !before.hasEnded())) {
      return Optional.empty();
    }
    String thread = "softstart-" + gate.name() + "-pressure";
    Fence<Optional<Pressure>> asked =
        Fence.start(thread, loader, () -> gate.probe().pressure(opened));
    asking = asked;
    boolean inTime = asked.awaitUninterruptibly(LIMIT);
    Throwable thrown = asked.thrown();
    if (!inTime) {
      events.misbehaved("pressure", "its pressure() did not answer within 250 ms");
    } else if (thrown != null && !asked.hadNoThread()) {
      events.misbehaved("pressure", "its pressure() threw " + thrown.getClass().getName());
    }
    Optional<Pressure> known = inTime ? asked.value() : null;
    return known == null ? Optional.empty() : known;
  }
}
