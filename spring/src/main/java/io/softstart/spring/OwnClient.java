package io.softstart.spring;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.diagnosis.rules.DiagnosisTable;
import io.softstart.gate.GateStatus;
import io.softstart.gate.Probe;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * The application's own client of one dependency, which has the last word: where a call of it fails
 * before the application is ready, the call waits as a gate does. A client that has connected once
 * is left alone, and so is one that was given up. Thread-safe.
 */
final class OwnClient {
  /** What a wait may change, with any login. */
  private static final Set<FailureKind> IN_TIME =
      EnumSet.of(
          FailureKind.UNRESOLVED,
          FailureKind.REFUSED,
          FailureKind.RESET,
          FailureKind.TIMED_OUT,
          FailureKind.STARTING,
          FailureKind.OVERLOADED);

  private final OwnGates gates;
  private final String name;
  private volatile boolean decided;
  private volatile boolean gaveUp;

  OwnClient(OwnGates gates, String name) {
    this.gates = gates;
    this.name = name;
  }

  /** Whether calls are not waited for any more. */
  boolean isDecided() {
    return decided || gates.isOver();
  }

  /** Whether it was waited for in vain, and the start is not over yet. */
  boolean isGivenUp() {
    return gaveUp && !gates.isOver();
  }

  /** {@return how the gate stands that was derived from properties, if there is one} */
  Optional<GateStatus> derived() {
    return gates.settled(name);
  }

  /**
   * Calls the client.
   *
   * @param first what the application asks for
   * @param again how it is asked while it is waited for, by what the first call has thrown
   * @param then what is called when that has opened
   * @throws Exception what the first call has thrown, when the client was given up
   */
  <R> R ask(Callable<R> first, Function<Exception, Probe<?>> again, Callable<R> then)
      throws Exception {
    if (isDecided()) {
      return first.call();
    }
    derived();
    Exception thrown;
    try {
      R result = first.call();
      decided = true;
      return result;
    } catch (Exception failed) {
      thrown = failed;
    }
    if (isDecided() || Thread.currentThread().isInterrupted()) {
      throw thrown;
    }
    boolean opened = opens(again, thrown);
    decided = true;
    gaveUp = !opened;
    if (opened) {
      return then.call();
    }
    throw thrown;
  }

  /**
   * Asks the client now, on the engine's threads and within its limits, unless the gate that was
   * derived from properties has opened; for clients that one cannot get beneath. Throws nothing:
   * what it meets is remembered.
   */
  void askNow(Probe<?> probe) {
    Optional<GateStatus> derived = derived();
    if (!isDecided() && !isOpen(derived)) {
      FewLogins<?> few = FewLogins.of(probe, derived, null);
      gates.opens(name, few, gate -> gate, few);
      decided = true;
    }
  }

  /**
   * Asks the client now, and waits only if it meets what a wait may change: what fails for reasons
   * of its own (no tenant yet, no such thing as a connection) is the application's, and so is a
   * login that is refused, for a later bean may set the password.
   *
   * @param once calls it one time
   * @param probe how it is asked while it is waited for
   */
  void askNow(Callable<?> once, Probe<?> probe) {
    Optional<GateStatus> derived = derived();
    if (isDecided() || isOpen(derived)) {
      return;
    }
    Exception failed = LimitedCall.failureOf(once);
    boolean waits = failed != null && IN_TIME.contains(kindOf(failed, probe));
    if (waits || (failed == null && derived.isPresent())) {
      FewLogins<?> few = FewLogins.of(probe, derived, failed);
      gates.opens(name, few, gate -> gate.grace(Duration.ZERO), few);
    }
    decided = true;
  }

  /**
   * Asks the client now, where the gate that was derived from properties has tried the address
   * alone: that it is open says little. Once where all is well.
   */
  void askBehindAddress(Callable<?> once, Probe<?> probe) {
    Optional<GateStatus> derived = derived();
    Exception failed = isDecided() ? null : LimitedCall.failureOf(once);
    if (failed != null && !(failed instanceof LimitedCall.NeedsBean)) {
      FewLogins<?> few = FewLogins.of(probe, derived, failed);
      gates.opens(name, few, gate -> gate, few);
    }
    decided = true;
  }

  private static boolean isOpen(Optional<GateStatus> derived) {
    return derived.isPresent() && derived.get().state() == GateStatus.State.OPEN;
  }

  private static FailureKind kindOf(Exception failed, Probe<?> probe) {
    if (failed instanceof TimeoutException) {
      return FailureKind.TIMED_OUT;
    }
    return probe
        .diagnosis()
        .orElse(DiagnosisTable.network().with(Map.of()))
        .diagnose(failed)
        .map(Failure::kind)
        .orElse(FailureKind.UNKNOWN);
  }

  /** A defect of ours ends nothing: it is the client's own failure that counts. */
  private boolean opens(Function<Exception, Probe<?>> again, Exception thrown) {
    try {
      return gates.opens(name, again.apply(thrown), gate -> gate, () -> false);
    } catch (RuntimeException | LinkageError broken) {
      thrown.addSuppressed(broken);
      return false;
    }
  }
}
