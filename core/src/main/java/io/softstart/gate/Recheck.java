package io.softstart.gate;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.event.StartupEvent;
import io.softstart.text.Durations;
import io.softstart.time.Deadline;
import io.softstart.time.Ticker;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Whether what a gate opened is usable still: through the resource that the application has, or for
 * a gate that opens nothing by one more attempt. For one thread.
 */
final class Recheck<T> {
  private final Gate<T> gate;
  private final GateRecord<T> record;
  private final Surroundings around;
  private final Diagnoser diagnoser;
  private final Shelf shelf = new Shelf();
  private @Nullable BoundedCall<T> last;

  Recheck(Gate<T> gate, GateRecord<T> record, Surroundings around) {
    this.gate = gate;
    this.record = record;
    this.around = around;
    diagnoser = new Diagnoser(gate);
  }

  /** Looks once, if the gate has opened and the look before is not hanging still. */
  void make() throws InterruptedException {
    if (!record.wasOpened() || (last != null && !last.hasEnded())) {
      return;
    }
    Ticker ticker = around.clock().ticker();
    Duration own = gate.policy().attemptLimit();
    Duration limit = own == null ? around.limits().attempt() : own;
    RunningAttempt attempt = new RunningAttempt(1, Deadline.in(limit, ticker), shelf);
    BoundedCall<T> call =
        new BoundedCall<>(
            "softstart-" + gate.name() + "-again",
            around.loader(),
            new Look<>(gate.probe(), record.value(), attempt),
            attempt.owned());
    last = call;
    boolean inTime = call.runFor(Deadline.nanos(limit), ticker);
    Throwable thrown = call.thrown();
    if (!inTime) {
      lost(
          Failure.of(
              FailureKind.TIMED_OUT,
              "no answer within " + Durations.text(limit),
              "see whether it is overloaded, or whether something on the way drops packets"));
    } else if (thrown != null) {
      lost(diagnoser.diagnose(thrown));
    } else {
      if (record.regained()) {
        around.events().on(new StartupEvent.GateRegained(around.clock().elapsed(), gate.name()));
      }
    }
  }

  private void lost(Failure failure) {
    if (record.lost(failure)) {
      around.events().on(new StartupEvent.GateLost(around.clock().elapsed(), gate.name(), failure));
    }
  }

  private record Look<T>(Probe<T> probe, @Nullable T opened, RunningAttempt attempt)
      implements Callable<T> {
    @Override
    @SuppressWarnings("NullAway") // what opens nothing has a null value
    public T call() throws Exception {
      if (opened == null) {
        probe.open(attempt);
        attempt.owned().close();
      } else {
        probe.recheck(opened, attempt);
      }
      return opened;
    }
  }
}
