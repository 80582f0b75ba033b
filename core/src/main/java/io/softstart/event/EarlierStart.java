package io.softstart.event;

import java.time.Duration;
import java.time.Instant;

/**
 * A start before this one, or beside it, as the state directory remembers it.
 *
 * @param begun when
 * @param lasted how long, as far as it is known
 * @param outcome what became of it
 * @param cause why it ended as it did, one line; empty where there is nothing to say
 * @param version the application's, and its revision; empty if they are not known
 */
public record EarlierStart(
    Instant begun, Duration lasted, Outcome outcome, String cause, String version) {
  /** What became of a start. */
  public enum Outcome {
    /** It runs: another instance on the same directory. */
    RUNNING,
    /** It ended in order: it was ready, or a signal stopped it before. */
    STOPPED,
    /** It ended before it was ready, and said why. */
    FAILED,
    /** It ended before it was ready, without a message. */
    VANISHED,
    /** It was ready, and then ended without a message. */
    LOST
  }
}
