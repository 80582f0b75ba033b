package io.softstart.gate.engine;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.fence.Fence;
import io.softstart.time.Deadline;
import io.softstart.time.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one gate that have not ended, with what they opened: at most three that were cut
 * off hang at a time. For one thread at a time.
 */
final class AttemptsInFlight {
  /** So much an attempt gets even when the deadline has come. */
  static final Duration LEAST = Duration.ofMillis(500);

  /** No attempt takes longer, unless its gate says so. */
  static final Duration GREATEST = Duration.ofSeconds(30);

  /** An attempt that overran its limit by this much was suspended with the whole process. */
  static final long SUSPENDED = 1_000_000_000;

  private static final int MOST_HANGING = 3;
  private static final Duration LEAST_PATIENCE = Duration.ofSeconds(1);

  /** Past its deadline a gate has so long until its last attempt begins. */
  private static final Duration LAST_BEGIN = Duration.ofMillis(250);

  /** Where the system has no thread that closes, it is asked for one as often. */
  private static final long CLOSE_AGAIN = 50_000_000;

  private final Ticker ticker;
  private final LoginCount logins;
  private final GateEvents events;
  private final Deque<InFlight> all = new ArrayDeque<>();
  private final long patience;
  private @Nullable InFlight newest;
  private @Nullable Failure lateRefusal;

  /** Each equals itself alone; no record, since a cold JVM makes the equals of one for 20 ms. */
  private static final class InFlight {
    private final Fence<Boolean> fence;
    private final AttemptCall<?> call;

    InFlight(Fence<Boolean> fence, AttemptCall<?> call) {
      this.fence = fence;
      this.call = call;
    }

    boolean isOver() {
      boolean succeeded = !fence.wasAbandoned() && call.thrown() == null;
      return fence.hasEnded() && (succeeded || call.owned().isClosed());
    }
  }

  /**
   * Begins with none.
   *
   * @param limit of the first attempt
   */
  AttemptsInFlight(Duration limit, Ticker ticker, LoginCount logins, GateEvents events) {
    this.ticker = ticker;
    this.logins = logins;
    this.events = events;
    long first = Math.min(Deadline.nanos(limit), Deadline.nanos(GREATEST));
    this.patience = Math.max(Deadline.nanos(LEAST_PATIENCE), first);
  }

  void add(Fence<Boolean> fence, AttemptCall<?> call) {
    newest = new InFlight(fence, call);
    all.addLast(newest);
  }

  /**
   * Waits until another attempt may begin: when the last one has ended, or beside fewer than three
   * that hang, after as long as the first attempt may take. Once a login was refused that is 30 s,
   * since those that hang may be refused too.
   *
   * @param whenFull called where three hang for longer than it takes to close them
   * @return false if the deadline came first
   */
  boolean awaitRoom(Deadline deadline, Runnable whenFull) throws InterruptedException {
    long since = ticker.read();
    boolean suspended = deadline.left() < -SUSPENDED;
    boolean told = false;
    while (true) {
      boolean room = hasRoom() && mayLogIn();
      InFlight last = newest;
      long waited = ticker.read() - since;
      if (room && (last == null || waited >= patience())) {
        return true;
      }
      // an attempt that has just failed may still be closing what it opened
      long closing = Deadline.nanos(LEAST) - waited;
      long left = suspended ? closing : deadline.left() + Deadline.nanos(LAST_BEGIN);
      if (left <= 0) {
        return false;
      }
      if (!room && closing <= 0 && !told) {
        told = true;
        whenFull.run();
      }
      InFlight awaited = room && last != null ? last : all.getFirst();
      long slice = room ? patience() - waited : Deadline.nanos(LEAST);
      awaitEnd(awaited, Math.min(left, slice));
    }
  }

  private long patience() {
    return logins.refused() == 0 ? patience : Deadline.nanos(GREATEST);
  }

  /** {@return what keeps the next attempt from beginning, as text} */
  String hanging() {
    int hang = all.size();
    return hang < MOST_HANGING
        ? "its last attempt hangs"
        : hang + " attempts hang and hear no interrupt";
  }

  /** Whether nothing of any attempt is left. */
  boolean isIdle() {
    forgetEnded();
    return all.isEmpty();
  }

  /** Whether another may begin beside those that hang. */
  boolean hasRoom() {
    forgetEnded();
    return all.size() < MOST_HANGING;
  }

  /** Each attempt that goes on may yet be refused. */
  private boolean mayLogIn() {
    int hang = 0;
    for (InFlight one : all) {
      hang += one.fence.hasEnded() ? 0 : 1;
    }
    return hang == 0 || logins.refused() + hang < LoginCount.MOST;
  }

  private void awaitEnd(InFlight awaited, long nanos) throws InterruptedException {
    if (!awaited.fence.awaitEnd(nanos, ticker) || awaited.isOver()) {
      return;
    }
    if (!awaited.call.owned().awaitClosed(nanos, ticker)) {
      ticker.sleep(Math.min(nanos, CLOSE_AGAIN));
    }
  }

  private void forgetEnded() {
    for (Iterator<InFlight> each = all.iterator(); each.hasNext(); ) {
      InFlight one = each.next();
      if (one.isOver()) {
        each.remove();
        newest = one.equals(newest) ? null : newest;
        tellClosing(one);
        Failure late = one.fence.wasAbandoned() ? one.call.failure() : null;
        if (late != null && late.kind() == FailureKind.DENIED) {
          lateRefusal = late;
        }
      }
    }
  }

  /** What is closed beneath an attempt that uses it may throw; others may not. */
  private void tellClosing(InFlight one) {
    Throwable thrown = one.call.owned().firstFailure();
    if (thrown != null && !one.fence.wasAbandoned()) {
      String what =
          thrown instanceof Resources.Hung
              ? "did not end within 5 s"
              : "threw " + thrown.getClass().getName();
      events.misbehaved("close", "close() of what an attempt opened " + what);
    }
  }

  /** {@return a refused login that came after its attempt was cut off, once} */
  @Nullable Failure lateRefusal() {
    forgetEnded();
    Failure late = lateRefusal;
    lateRefusal = null;
    return late;
  }

  /** Whether {@link #lateRefusal} has one to tell. */
  boolean wasRefusedLate() {
    forgetEnded();
    return lateRefusal != null;
  }
}
