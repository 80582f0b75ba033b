package io.softstart.history;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * One start of this application, as the state directory remembers it.
 *
 * @param run its name, which its crash report bears too
 * @param begun when, in milliseconds of the wall clock
 * @param ended when, or when it was last known to run
 * @param outcome what became of it
 * @param cause why it did not get ready, one line; empty if it did
 * @param fingerprint equal for equal causes; empty as long as nothing failed
 * @param configuration equal for equal configurations; empty as long as it was not read
 * @param place the host, and the boot of it
 * @param oomKills how often the OOM killer had struck in its cgroup when it began
 * @param oomKillsOfHost the same for the host
 * @param build the application's version and revision; empty if they are not known
 * @param code how it ended, for those who count: {@code 78 DENIED}; empty as long as nothing failed
 */
public record StartRecord(
    String run,
    long begun,
    long ended,
    Outcome outcome,
    String cause,
    String fingerprint,
    String configuration,
    String place,
    OptionalLong oomKills,
    OptionalLong oomKillsOfHost,
    String build,
    String code) {

  /** What became of a start. */
  public enum Outcome {
    /** It runs, and is not ready yet. */
    STARTING,
    /** It runs, and is ready. */
    READY,
    /** It was ready, and ended in order. */
    STOPPED,
    /**
     * Somebody stopped it by a signal before it was ready, or a job ended itself, with a code that
     * nobody sees: no failure.
     */
    STOPPED_EARLY,
    /** It ended before it was ready, and said why. */
    FAILED,
    /** It ended before it was ready, without a message. */
    VANISHED,
    /** It was ready, and then ended without a message. */
    LOST
  }

  /** {@return whether it still runs} */
  public boolean isRunning() {
    return outcome == Outcome.STARTING || outcome == Outcome.READY;
  }

  /** {@return whether it was ready once} */
  boolean isGood() {
    return outcome == Outcome.READY || outcome == Outcome.STOPPED || outcome == Outcome.LOST;
  }

  /** {@return whether it never got ready} */
  boolean isFailure() {
    return outcome == Outcome.FAILED || outcome == Outcome.VANISHED;
  }

  /** {@return how long ago it ended; negative where the clock was ahead then, or is behind now} */
  Duration since(long now) {
    return Duration.ofMillis(now - ended);
  }

  /** What it did not say itself, the next start says for it. */
  StartRecord vanished(String why) {
    Outcome how = outcome == Outcome.READY ? Outcome.LOST : Outcome.VANISHED;
    return with(ended, how, why, how.name(), configuration, how.name());
  }

  StartRecord of(String what) {
    return new StartRecord(
        run,
        begun,
        ended,
        outcome,
        cause,
        fingerprint,
        configuration,
        place,
        oomKills,
        oomKillsOfHost,
        what,
        code);
  }

  StartRecord with(long at, Outcome how, String why, String print, String settings, String exit) {
    return new StartRecord(
        run, begun, at, how, why, print, settings, place, oomKills, oomKillsOfHost, build, exit);
  }
}
