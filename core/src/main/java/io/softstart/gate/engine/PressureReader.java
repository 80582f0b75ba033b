package io.softstart.gate.engine;

import io.softstart.fence.Fence;
import io.softstart.gate.Pressure;
import io.softstart.time.Deadline;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks a probe how busy what it opened is: one question at a time, each for a short time. */
final class PressureReader<T> {
  static final Duration LIMIT = Duration.ofMillis(250);

  private final GateSpec<T> gate;
  private final GateState<T> state;
  private final @Nullable ClassLoader loader;
  private final GateEvents events;
  private @Nullable Fence<Optional<Pressure>> asking;

  PressureReader(
      GateSpec<T> gate, GateState<T> state, @Nullable ClassLoader loader, GateEvents events) {
    this.gate = gate;
    this.state = state;
    this.loader = loader;
    this.events = events;
  }

  /** Begins to ask, unless nothing is open or it is still asked. */
  synchronized void ask() {
    T opened = state.value();
    if (opened != null && (asking == null || asking.hasEnded())) {
      String thread = "softstart-" + gate.name() + "-pressure";
      asking = Fence.start(thread, loader, () -> gate.probe().pressure(opened));
    }
  }

  /** {@return how busy it is; empty if that is not known in time, or nothing was asked} */
  synchronized Optional<Pressure> answer(Deadline end) {
    Fence<Optional<Pressure>> asked = asking;
    if (asked == null) {
      return Optional.empty();
    }
    boolean inTime = asked.awaitUninterruptibly(Duration.ofNanos(Math.max(0, end.left())));
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
