package io.softstart.gate;

import io.softstart.time.Deadline;
import io.softstart.time.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Makes the attempts of one gate, each within its limit, and keeps account of those that had to be
 * cut off but still hang: one may, for a while; a third attempt beside two such is never begun.
 */
final class Attempts<T> {
  /** So much an attempt gets even when the deadline has come. */
  private static final Duration LEAST = Duration.ofMillis(500);

  /** Nothing else lets an attempt begin so long after the deadline, in nanoseconds. */
  private static final long SUSPENDED = 1_000_000_000;

  private static final Duration GREATEST = Duration.ofSeconds(30);
  private static final Duration BETWEEN_GOOD_ONES = Duration.ofMillis(500);

  /** Less than the second after which a kernel asks again: a knock that is not heard is over. */
  static final Duration KNOCK = Duration.ofMillis(900);

  private final Gate<T> gate;
  private final boolean knocks;
  private final Ticker ticker;
  private final @Nullable ClassLoader loader;
  private final Deque<BoundedCall<?>> running = new ArrayDeque<>();
  private final Shelf shelf = new Shelf();
  private @Nullable Knock knock;
  private Duration limit;

  Attempts(Gate<T> gate, Surroundings around) {
    this.gate = gate;
    this.knocks = !Pace.spreads(around.limits().fleet()); // a server pays for each that it answers
    Duration own = gate.policy().attemptLimit();
    this.limit = own == null ? around.limits().attempt() : own;
    this.ticker = around.clock().ticker();
    this.loader = around.loader();
  }

  /**
   * Waits until another attempt may begin beside those that still hang.
   *
   * @return false if the deadline came first
   */
  boolean awaitRoom(Deadline deadline) throws InterruptedException {
    long patience = Deadline.nanos(GREATEST);
    long since = ticker.read();
    while (hanging() > 0) {
      boolean alone = running.size() == 1;
      if (alone && ticker.read() - since >= patience) {
        return true;
      }
      // an attempt that has just failed may still be closing what it opened
      long closing = Deadline.nanos(LEAST) - (ticker.read() - since);
      long left = Math.max(closing, deadline.left() + Deadline.nanos(LEAST));
      if (left <= 0) {
        return false;
      }
      long slice = Math.min(left, alone ? patience : Deadline.nanos(LEAST));
      running.getFirst().awaitEnd(slice, ticker);
    }
    return true;
  }

  private int hanging() {
    running.removeIf(BoundedCall::hasEnded);
    return running.size();
  }

  /** Closes what attempts have kept for others; what they keep from now on is closed too. */
  void end() {
    shelf.end();
  }

  /** Makes one attempt; if the last one was refused it goes no further than a bare TCP connect. */
  Attempted<T> make(int number, Deadline deadline, boolean refused) throws InterruptedException {
    Duration allowed = allowed(deadline.left());
    if (!refused || !knocks) {
      return make(number, allowed, null);
    }
    if (knock == null) {
      knock = new Knock(gate.probe(), ticker);
    }
    IOException closed = knock.again(shorter(allowed));
    return closed == null
        ? make(number, allowed, knock.isFresh() ? null : knock)
        : new Attempted<>(null, closed, allowed, isShortened(allowed), false, new Owned());
  }

  @SuppressWarnings("NullAway") // what opens nothing has a null value, its recheck wants nothing
  private Attempted<T> make(int number, Duration allowed, @Nullable Knock before)
      throws InterruptedException {
    RunningAttempt attempt = new RunningAttempt(number, Deadline.in(allowed, ticker), shelf);
    Owned owned = attempt.owned();
    Attempted<T> first =
        bounded(number, allowed, owned, new Opening<>(gate.probe(), attempt, before));
    Attempted<T> last = first;
    for (int good = 1; last.succeeded() && good < gate.policy().goodAttempts(); good++) {
      pause(owned);
      RunningAttempt again = new RunningAttempt(number, Deadline.in(allowed, ticker), shelf);
      T opened = first.value();
      last = bounded(number, allowed, owned, new Rechecking<>(gate.probe(), opened, again));
    }
    return last;
  }

  private Duration allowed(long left) {
    if (left < -SUSPENDED) {
      return limit; // the process was stopped meanwhile: this one attempt is to decide
    }
    return Duration.ofNanos(Math.min(Deadline.nanos(limit), Math.max(left, Deadline.nanos(LEAST))));
  }

  private boolean isShortened(Duration allowed) {
    return allowed.compareTo(limit) < 0;
  }

  private void pause(Owned opened) throws InterruptedException {
    try {
      ticker.sleep(Deadline.nanos(BETWEEN_GOOD_ONES));
    } catch (InterruptedException cancelled) {
      opened.closeInBackground();
      throw cancelled;
    }
  }

  private Attempted<T> bounded(
      int number, Duration allowed, Owned owned, Callable<? extends T> task)
      throws InterruptedException {
    String name = "softstart-" + gate.name() + "-" + number;
    BoundedCall<T> call = new BoundedCall<>(name, loader, task, owned);
    running.addLast(call);
    boolean inTime = call.runFor(Deadline.nanos(allowed), ticker);
    return new Attempted<>(
        call.value(), call.thrown(), allowed, isShortened(allowed), !inTime, owned);
  }

  /** Lets the attempts that follow take longer. */
  void lengthen() {
    limit = longer(limit);
  }

  /** A fixed limit can be eaten for ever by class loading on a quarter of a core. */
  static Duration longer(Duration limit) {
    Duration doubled = limit.multipliedBy(2);
    if (limit.compareTo(GREATEST) >= 0) {
      return limit;
    }
    return doubled.compareTo(GREATEST) > 0 ? GREATEST : doubled;
  }

  private static Duration shorter(Duration allowed) {
    return allowed.compareTo(KNOCK) <= 0 ? allowed : KNOCK;
  }

  private record Opening<T>(Probe<T> probe, RunningAttempt attempt, @Nullable Knock knock)
      implements Callable<T> {
    @Override
    public T call() throws Exception {
      if (knock != null) {
        knock.lookUpAndKnock(shorter(attempt.remaining()));
      }
      return probe.open(attempt);
    }
  }

  private record Rechecking<T>(Probe<T> probe, T opened, RunningAttempt attempt)
      implements Callable<T> {
    @Override
    public T call() throws Exception {
      probe.recheck(opened, attempt);
      return opened;
    }
  }
}
