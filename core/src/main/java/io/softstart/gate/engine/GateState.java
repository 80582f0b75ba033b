package io.softstart.gate.engine;

import io.softstart.diagnosis.Failure;
import io.softstart.gate.GateStatus;
import io.softstart.gate.GateStatus.State;
import io.softstart.net.Target;
import io.softstart.text.Durations;
import io.softstart.time.Stopwatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What has become of one gate so far. Thread-safe. */
final class GateState<T> {
  private final GateSpec<T> gate;
  private final List<GateState<?>> prerequisites;
  private final Stopwatch clock;
  private final CountDownLatch settled = new CountDownLatch(1);
  private final List<Consumer<? super T>> toldWhenOpen = new ArrayList<>();
  private State state = State.PENDING;
  private Optional<Target> target = Optional.empty();
  private int attempts;
  private boolean triedEnough;
  private boolean fetched;
  private @Nullable T value;
  private @Nullable Resources owned;
  private @Nullable Duration begun;
  private @Nullable Duration ended;
  private @Nullable Failure lastFailure;
  private @Nullable Throwable lastThrown;
  private @Nullable String why;
  private @Nullable Duration nextAt;
  private @Nullable Duration lostAt;

  GateState(GateSpec<T> gate, List<GateState<?>> prerequisites, Stopwatch clock) {
    this.gate = gate;
    this.prerequisites = prerequisites;
    this.clock = clock;
  }

  boolean isOptional() {
    return gate.isOptional();
  }

  /**
   * Waits until what it comes after is open; returns false, and is blocked, if it never will be.
   */
  boolean awaitPrerequisites() throws InterruptedException {
    for (GateState<?> first : prerequisites) {
      first.settled.await();
      if (!first.is(State.OPEN) && !first.gate.advisory()) {
        block(first);
        return false;
      }
    }
    return true;
  }

  private void block(GateState<?> first) {
    end(State.BLOCKED, "it comes after " + first.gate.name() + ", which did not open");
  }

  /** Lets what comes after it begin, or be blocked. */
  void settle() {
    settled.countDown();
  }

  /** Ends it if it is not open: for what it comes after, if that has failed. */
  void cancel() {
    for (GateState<?> first : prerequisites) {
      if (first.is(State.FAILED) || first.is(State.BLOCKED)) {
        block(first);
      }
    }
    end(State.CANCELLED, null);
  }

  /** Begins, unless it was cancelled meanwhile. */
  synchronized boolean begin() {
    if (state != State.PENDING) {
      return false;
    }
    state = State.TRYING;
    begun = clock.elapsed();
    return true;
  }

  /** Notes what its probe tries. */
  synchronized void aims(Optional<Target> at) {
    target = at;
  }

  synchronized Optional<Target> target() {
    return target;
  }

  synchronized void attempting(int number) {
    attempts = number;
    nextAt = null;
  }

  /** Notes a failed attempt; one that ran out of our time says less than those before it. */
  synchronized void failed(Failure failure, @Nullable Throwable thrown, boolean ranOut) {
    if (!ranOut || lastFailure == null) {
      lastFailure = failure;
      lastThrown = thrown;
    }
  }

  /** Notes a pause before the next attempt, and why there would be none if we did not hold. */
  synchronized void pausing(Duration pause, @Nullable String held) {
    nextAt = clock.elapsed().plus(pause);
    why = held;
  }

  /** From now on the startup may go on without it, if it is optional. */
  synchronized void triedEnough() {
    triedEnough = true;
  }

  synchronized boolean hasTriedEnough() {
    return triedEnough;
  }

  /**
   * Opens the gate.
   *
   * @return who is to be told; null if it was cancelled meanwhile, and then it keeps nothing
   */
  synchronized @Nullable List<Consumer<? super T>> open(@Nullable T opened, Resources resources) {
    if (state != State.TRYING) {
      return null;
    }
    value = opened;
    owned = resources;
    end(State.OPEN, null);
    List<Consumer<? super T>> told = List.copyOf(toldWhenOpen);
    toldWhenOpen.clear();
    return told;
  }

  /** Ends the gate without opening it; the first end counts. */
  synchronized void end(State last, @Nullable String reason) {
    if (state == State.PENDING || state == State.TRYING) {
      state = last;
      why = reason;
      nextAt = null;
      ended = clock.elapsed();
      triedEnough = true;
    }
  }

  /** Whether the startup may go on as far as this gate is concerned. */
  boolean letsPass() {
    if (hasSettledEnough()) {
      return true;
    }
    // an optional gate behind one that the startup goes on without is gone on without too
    if (gate.isOptional() && is(State.PENDING)) {
      for (GateState<?> first : prerequisites) {
        if (!first.beginsWhatFollows() && first.letsPass()) {
          return true;
        }
      }
    }
    return false;
  }

  /** What comes after an advisory gate begins also when that is given up. */
  private synchronized boolean beginsWhatFollows() {
    return state == State.OPEN || (gate.advisory() && !isClosedYet());
  }

  private synchronized boolean hasSettledEnough() {
    return state == State.OPEN
        || (gate.advisory() ? !isClosedYet() : gate.isOptional() && triedEnough);
  }

  synchronized boolean is(State expected) {
    return state == expected;
  }

  synchronized boolean wasOpened() {
    return state == State.OPEN || state == State.LOST;
  }

  /** Notes that what was opened is not usable; returns whether that is news. */
  synchronized boolean lost(Failure failure) {
    lastFailure = failure;
    boolean news = state == State.OPEN;
    if (news) {
      state = State.LOST;
      lostAt = clock.elapsed();
    }
    return news;
  }

  /** Notes why what was lost is looked at no more. */
  synchronized void staysLost(String reason) {
    if (state == State.LOST) {
      why = reason;
    }
  }

  /** Notes that what was opened is usable; returns whether that is news. */
  synchronized boolean regained() {
    boolean news = state == State.LOST;
    if (news) {
      state = State.OPEN;
      why = null;
    }
    return news;
  }

  synchronized @Nullable T value() {
    return value;
  }

  synchronized boolean isClosedYet() {
    return state == State.PENDING || state == State.TRYING;
  }

  /** {@return what was opened and leaves it to the application} */
  synchronized Optional<T> fetch() {
    fetched |= wasOpened();
    return Optional.ofNullable(value);
  }

  /** Hands over what was opened, now or when it opens; never if it never opens. */
  void whenOpen(Consumer<? super T> use) {
    synchronized (this) {
      if (isClosedYet()) {
        fetched = true;
        toldWhenOpen.add(use);
        return;
      }
    }
    fetch().ifPresent(use);
  }

  /** {@return what was opened but not fetched, or with {@code all} all that was opened} */
  synchronized @Nullable Resources closeable(boolean all) {
    return all || !fetched ? owned : null;
  }

  /** Ends the gate, open or not; returns what is to be closed, unless the application has it. */
  synchronized @Nullable Resources drop() {
    Resources unused = closeable(false);
    state = State.CANCELLED;
    if (unused != null) {
      value = null;
    }
    return unused;
  }

  synchronized Optional<Throwable> lastThrown() {
    return Optional.ofNullable(lastThrown);
  }

  synchronized GateStatus status() {
    Duration from = begun == null ? clock.elapsed() : begun;
    List<String> after = new ArrayList<>();
    for (GateSpec<?> prerequisite : gate.after()) {
      after.add(prerequisite.name());
    }
    Duration to = ended == null ? clock.elapsed() : ended;
    return new GateStatus(
        gate.name(),
        gate.isOptional(),
        target,
        state,
        attempts,
        from,
        begun == null ? Duration.ZERO : to.minus(from),
        Optional.ofNullable(lastFailure),
        Optional.ofNullable(why == null ? lostSince() : why),
        nextAt == null ? Optional.empty() : Optional.of(atLeastZero(nextAt.minus(clock.elapsed()))),
        List.copyOf(after));
  }

  private @Nullable String lostSince() {
    return state != State.LOST || lostAt == null
        ? null
        : "lost for " + Durations.text(clock.elapsed().minus(lostAt));
  }

  private static Duration atLeastZero(Duration left) {
    return left.isNegative() ? Duration.ZERO : left;
  }
}
