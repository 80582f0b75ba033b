package io.softstart.spring;

import io.softstart.gate.GateStatus;
import io.softstart.gate.Probe;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * The application's own client of one dependency, which has the last word: where a call of it fails
 * before the application is ready, the call waits as a gate does. A client that has connected once
 * is left alone, and so is one that was given up. Thread-safe.
 */
final class OwnClient {
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
   * Asks the client now, on the engine's threads and within its limits, if the gate that was
   * derived from properties has not opened; for clients that one cannot get beneath. Throws
   * nothing: what it meets is remembered.
   */
  void askNow(Probe<?> probe) {
    Optional<GateStatus> derived = derived();
    if (isDecided() || derived.isEmpty() || derived.get().state() == GateStatus.State.OPEN) {
      return;
    }
    gates.opens(name, FewLogins.of(probe, derived, null));
    decided = true;
  }

  /** A defect of ours ends nothing: it is the client's own failure that counts. */
  private boolean opens(Function<Exception, Probe<?>> again, Exception thrown) {
    try {
      return gates.opens(name, again.apply(thrown));
    } catch (RuntimeException | LinkageError broken) {
      thrown.addSuppressed(broken);
      return false;
    }
  }
}
