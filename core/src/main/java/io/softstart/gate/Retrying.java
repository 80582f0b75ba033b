package io.softstart.gate;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.machine.Cgroup;
import io.softstart.machine.Machine;
import io.softstart.text.Durations;
import io.softstart.time.Deadline;
import io.softstart.time.Stopwatch;
import java.util.function.DoubleSupplier;

/** What a gate needs from its first failure on: what it means, whether to go on, how to count. */
final class Retrying {
  /** An attempt that overran its limit by this much was suspended with the whole process. */
  private static final long SUSPENDED = 1_000_000_000;

  private final Diagnoser diagnoser;
  private final CpuShortage shortage = new CpuShortage(new Cgroup(Machine.here()));
  private final CountedRetry retry;
  private final Patience patience;
  private final Stopwatch clock;
  private final DoubleSupplier random;
  private final int attempts;
  private boolean resumed;

  Retrying(Gate<?> gate, Surroundings around, long whole) {
    Policy policy = gate.policy();
    diagnoser = new Diagnoser(gate);
    attempts = policy.attempts();
    retry = new CountedRetry(gate.name(), attempts, around.registry());
    patience =
        new Patience(
            policy.backoff(),
            gate.grace(around.limits()),
            gate.holds(around.limits()),
            around.limits().fleet(),
            whole);
    clock = around.clock();
    random = around.random();
  }

  Failure diagnose(Attempted<?> attempted) {
    Throwable thrown = attempted.thrown();
    return shortage.told(thrown == null ? cut(attempted) : diagnoser.diagnose(thrown));
  }

  /** Whether the last attempt ran out of time by no fault of the dependency, as far as is known. */
  boolean shortOfCpu() {
    return shortage.wasSeen();
  }

  private static Failure cut(Attempted<?> attempted) {
    return Failure.of(
        FailureKind.TIMED_OUT,
        "the attempt did not end within " + Durations.text(attempted.allowed()),
        "if it lasts: an overloaded server, a proxy without one, or a firewall that drops packets");
  }

  Patience.Decision decide(Failure failure, Attempted<?> attempted, long took, Deadline deadline) {
    long left = deadline.left();
    boolean suspended = took > Deadline.nanos(attempted.allowed()) + SUSPENDED;
    if (suspended && !resumed) {
      // What a suspended attempt saw is too old to fail on: one more, even past the deadline.
      resumed = true;
      left = Math.max(left, patience.lastCall() + 1);
    }
    Patience.Decision decision =
        patience.after(failure, clock.ticker().read(), took, left, random.getAsDouble());
    boolean goesOn = retry.failed(new CountedRetry.Failed(failure), decision);
    return goesOn || decision.giveUp() != null
        ? decision
        : new Patience.Decision(0, "its " + attempts + " attempts are used up", null);
  }

  void succeeded() {
    retry.opened();
  }
}
