package io.softstart.settings;

import io.softstart.config.ConfigReader;
import io.softstart.gate.Backoff;
import io.softstart.gate.engine.BackoffText;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How long things may take, and what then: by code, then by the operator.
 *
 * @param deadline for all gates together
 * @param attempt for one attempt
 * @param grace for errors that somebody has to fix
 * @param start for the application's own start after the gates; null for no limit
 * @param fleet how many instances may wait together
 * @param hold whether the process stays alive where it would end
 * @param status where all of this is shown meanwhile
 * @param backoff the pause between attempts; null for the one that fits each kind of failure
 * @param releaseDeadLocks whether a migration lock is freed whose holder is surely dead
 */
public record Limits(
    Duration deadline,
    Duration attempt,
    Duration grace,
    @Nullable Duration start,
    int fleet,
    boolean hold,
    StatusPort status,
    @Nullable Backoff backoff,
    boolean releaseDeadLocks) {
  public static final Limits DEFAULT =
      new Limits(
          Duration.ofMinutes(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          null,
          1,
          false,
          StatusPort.NONE,
          null,
          false);

  /** The largest fleet that was simulated. */
  public static final int LARGEST_FLEET = 100_000;

  private static final Duration LEAST = Duration.ofMillis(1);
  private static final Duration MOST = Duration.ofDays(365);

  public Limits deadline(Duration other) {
    return new Limits(other, attempt, grace, start, fleet, hold, status, backoff, releaseDeadLocks);
  }

  public Limits attempt(Duration other) {
    return new Limits(
        deadline, other, grace, start, fleet, hold, status, backoff, releaseDeadLocks);
  }

  public Limits grace(Duration other) {
    return new Limits(
        deadline, attempt, other, start, fleet, hold, status, backoff, releaseDeadLocks);
  }

  public Limits start(Duration other) {
    return new Limits(
        deadline, attempt, grace, other, fleet, hold, status, backoff, releaseDeadLocks);
  }

  public Limits fleet(int other) {
    return new Limits(
        deadline, attempt, grace, start, other, hold, status, backoff, releaseDeadLocks);
  }

  public Limits hold(boolean other) {
    return new Limits(
        deadline, attempt, grace, start, fleet, other, status, backoff, releaseDeadLocks);
  }

  public Limits status(StatusPort other) {
    return new Limits(
        deadline, attempt, grace, start, fleet, hold, other, backoff, releaseDeadLocks);
  }

  /** {@return the limits that the operator has set, these where there are none} */
  public Limits overriddenBy(ConfigReader env) {
    return new Limits(
        env.duration("SOFTSTART_DEADLINE")
            .describe("how long to wait for all gates together")
            .between(LEAST, MOST)
            .orElse(deadline),
        env.duration("SOFTSTART_ATTEMPT_TIMEOUT")
            .describe("timeout of one attempt")
            .between(LEAST, MOST)
            .orElse(attempt),
        env.duration("SOFTSTART_GRACE")
            .describe("how long to keep retrying errors that somebody has to fix")
            .between(Duration.ZERO, MOST)
            .orElse(grace),
        start(env),
        env.integer("SOFTSTART_FLEET")
            .describe("how many instances may wait for the same server together")
            .between(1, LARGEST_FLEET)
            .orElse(fleet),
        env.oneOf("SOFTSTART_ON_FAILURE", OnFailure.class)
                .describe("what to do when a start fails")
                .orElse(hold ? OnFailure.HOLD : OnFailure.EXIT)
            == OnFailure.HOLD,
        status.overriddenBy(env),
        pauses(env),
        env.oneOf("SOFTSTART_MIGRATION_LOCK", MigrationLock.class)
                .describe(
                    "what to do with Liquibase's lock when its holder is dead: keep it and report"
                        + " it, or release it")
                .orElse(releaseDeadLocks ? MigrationLock.RELEASE_DEAD : MigrationLock.KEEP)
            == MigrationLock.RELEASE_DEAD);
  }

  private @Nullable Duration start(ConfigReader env) {
    return env.duration("SOFTSTART_START_LIMIT")
        .describe("how long the application's own start may take after its gates; then it ends")
        .between(Duration.ofSeconds(1), MOST)
        .optional()
        .orElse(start);
  }

  private @Nullable Backoff pauses(ConfigReader env) {
    return env.<Optional<Backoff>>parsed("SOFTSTART_BACKOFF", new ReadBackoff(), Optional.empty())
        .describe(
            "the pause between attempts: 5s, or 2s,x2,10s (first, factor, longest); append jitter to"
                + " spread instances")
        .optional()
        .orElse(Optional.empty())
        .orElse(backoff);
  }

  /** A class, since a lambda costs milliseconds. */
  private static final class ReadBackoff implements Function<String, Optional<Backoff>> {
    @Override
    public Optional<Backoff> apply(String text) {
      return Optional.of(BackoffText.parse(text));
    }
  }
}
