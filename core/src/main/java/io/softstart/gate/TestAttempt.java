package io.softstart.gate;

import io.softstart.gate.engine.Require;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An attempt for unit tests of a probe. It notes what the probe does with it, runs no loop and
 * closes nothing by itself. Thread-safe.
 */
public final class TestAttempt implements Attempt {
  private final Duration limit;
  private final boolean look;
  private final Surroundings surroundings;
  private final List<AutoCloseable> owned = new ArrayList<>();
  private final List<AutoCloseable> kept = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private int refused;

  private TestAttempt(Duration limit, boolean look, Surroundings surroundings) {
    Require.positive("limit", limit);
    this.surroundings = surroundings;
    this.limit = limit;
    this.look = look;
  }

  /**
   * Returns the first attempt of a gate.
   *
   * @param limit what {@link #remaining} answers, always
   * @return the attempt, which tells what the probe did with it
   */
  public static TestAttempt of(Duration limit) {
    return new TestAttempt(limit, false, Surroundings.DEFAULT);
  }

  /** {@return the same limit for an attempt that only looks at what is open} */
  public TestAttempt asLook() {
    return new TestAttempt(limit, true, surroundings);
  }

  /**
   * Returns the same attempt in other surroundings.
   *
   * @param other what {@link #surroundings} answers
   * @return the attempt
   */
  public TestAttempt in(Surroundings other) {
    return new TestAttempt(limit, look, other);
  }

  @Override
  public Surroundings surroundings() {
    return surroundings;
  }

  /** {@return what the probe has handed to {@link #own}, in that order} */
  public synchronized List<AutoCloseable> owned() {
    return List.copyOf(owned);
  }

  /** {@return what the probe has kept and nobody has taken} */
  public synchronized List<AutoCloseable> kept() {
    return List.copyOf(kept);
  }

  /** {@return how many refused logins the probe has told} */
  public synchronized int refusedLogins() {
    return refused;
  }

  /** {@return what the probe has warned of, in that order} */
  public synchronized List<String> warnings() {
    return List.copyOf(warnings);
  }

  @Override
  public synchronized void warn(String topic, String sentence) {
    warnings.add(sentence);
  }

  @Override
  public int number() {
    return 1;
  }

  @Override
  public Duration remaining() {
    return limit;
  }

  @Override
  public boolean isLook() {
    return look;
  }

  @Override
  public synchronized void loginsRefused(int count) {
    Require.that(count >= 1, "count", count, "at least 1");
    refused += count;
  }

  @Override
  public synchronized <R extends AutoCloseable> R own(R opened) {
    owned.add(Objects.requireNonNull(opened, "opened"));
    return opened;
  }

  @Override
  public synchronized void keep(AutoCloseable resource) {
    kept.add(Objects.requireNonNull(resource, "resource"));
  }

  @Override
  public synchronized <R extends AutoCloseable> Optional<R> take(Class<R> type) {
    for (int i = 0; i < kept.size(); i++) {
      if (type.isInstance(kept.get(i))) {
        return Optional.of(type.cast(kept.remove(i)));
      }
    }
    return Optional.empty();
  }
}
