package io.softstart.gate.engine;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Attempt;
import io.softstart.gate.Surroundings;
import io.softstart.time.Deadline;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** The attempt that a probe sees. */
final class RunningAttempt implements Attempt {
  private final int number;
  private final boolean look;
  private final Deadline limit;
  private final Resources owned;
  private final Resources kept;
  private final LoginCount logins;
  private final Surroundings surroundings;
  private final GateEvents events;
  private volatile boolean loginsTold;

  RunningAttempt(
      int number,
      boolean look,
      Deadline limit,
      Resources owned,
      Resources kept,
      LoginCount logins,
      Surroundings surroundings,
      GateEvents events) {
    this.surroundings = surroundings;
    this.events = events;
    this.number = number;
    this.look = look;
    this.limit = limit;
    this.owned = owned;
    this.kept = kept;
    this.logins = logins;
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
    return look;
  }

  @Override
  public Surroundings surroundings() {
    return surroundings;
  }

  @Override
  public void warn(String topic, String sentence) {
    events.warned(topic, sentence);
  }

  @Override
  public void loginsRefused(int count) {
    Require.that(count >= 1, "count", count, "at least 1");
    loginsTold = true;
    logins.add(count);
  }

  /** Counts the login of an attempt that failed, unless the probe has counted itself. */
  void failedAs(Failure failure) {
    if (failure.kind() == FailureKind.DENIED && !loginsTold) {
      logins.add(1);
    }
  }

  @Override
  public <R extends AutoCloseable> R own(R opened) {
    owned.add(Objects.requireNonNull(opened, "opened"));
    return opened;
  }

  @Override
  public void keep(AutoCloseable resource) {
    kept.add(Objects.requireNonNull(resource, "resource"));
  }

  @Override
  public <R extends AutoCloseable> Optional<R> take(Class<R> type) {
    return kept.take(type);
  }

  Resources owned() {
    return owned;
  }
}
