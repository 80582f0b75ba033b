package io.softstart.gate;

import io.softstart.diagnosis.Failure;
import io.softstart.time.Deadline;
import java.time.Duration;
import java.util.Optional;

/** The attempt that a probe sees. */
final class RunningAttempt implements Attempt {
  private final int number;
  private final Deadline limit;
  private final Shelf shelf;
  private final Owned owned = new Owned();

  RunningAttempt(int number, Deadline limit, Shelf shelf) {
    this.number = number;
    this.limit = limit;
    this.shelf = shelf;
  }

  @Override
  public int number() {
    return number;
  }

  @Override
  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, limit.left()));
  }

  @Override
  public boolean isLook() {
    return false;
  }

  @Override
  public void loginsRefused(int count) {
    Require.that(count >= 1, "count", count, "at least 1");
  }

  @Override
  public <R extends AutoCloseable> R own(R opened) {
    owned.add(opened);
    return opened;
  }

  @Override
  public void keep(AutoCloseable resource) {
    shelf.put(resource);
  }

  @Override
  public <R extends AutoCloseable> Optional<R> take(Class<R> type) {
    return shelf.take(type);
  }

  @Override
  public NotReady notYet(String reason) {
    return NotReady.yet(reason);
  }

  @Override
  public NotReady notReady(Failure failure) {
    return new NotReady(failure);
  }

  Owned owned() {
    return owned;
  }
}
