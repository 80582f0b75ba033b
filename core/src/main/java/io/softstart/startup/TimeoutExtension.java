package io.softstart.startup;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * By how much each message to systemd extends its time-out of the start. Nothing is extended before
 * the first wait: the unit's {@code TimeoutStartSec=} holds. Once a wait has extended it, systemd
 * ends what is not ready when the latest extension has run out, so that the application's own
 * start, which has lost the time of the wait, needs extensions too.
 *
 * <p>Source: sd_notify(3). Not thread-safe.
 */
final class TimeoutExtension {
  /** From one message to the next, and some more. */
  static final Duration WAITING = Duration.ofSeconds(30);

  /** What systemd grants to a start by default. */
  static final Duration STARTING = Duration.ofSeconds(90);

  /** For so long is a start that nothing else ends kept from being ended. */
  static final Duration MOST = Duration.ofMinutes(15);

  private @Nullable Duration waitedAt;

  /**
   * Answers for one message.
   *
   * @param waits whether gates, or a migration, are awaited
   * @param now since the startup began
   * @param limited whether {@code SOFTSTART_START_LIMIT} ends a start that hangs
   * @return zero for no extension
   */
  Duration by(boolean waits, Duration now, boolean limited) {
    if (waits) {
      waitedAt = now;
      return WAITING;
    }
    Duration last = waitedAt;
    boolean mayGoOn = last != null && (limited || now.minus(last).compareTo(MOST) < 0);
    return mayGoOn ? STARTING : Duration.ZERO;
  }
}
