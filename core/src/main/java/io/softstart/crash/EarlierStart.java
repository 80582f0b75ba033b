package io.softstart.crash;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * An earlier start of this application, as the state directory remembers it.
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
 */
public record EarlierStart(
    String run,
    long begun,
    long ended,
    Outcome outcome,
    String cause,
    String fingerprint,
    String configuration,
    String place,
    OptionalLong oomKills,
    OptionalLong oomKillsOfHost) {

  /** What became of a start. */
  public enum Outcome {
    /** It runs, and is not ready yet. */
    STARTING,
    /** It runs, and is ready. */
    READY,
    /** It was ready, and ended in order. */
    STOPPED,
    /** It ended before it was ready, and said why. */
    FAILED,
    /** It was gone before it was ready, without a word. */
    VANISHED,
    /** It was ready, and then gone without a word. */
    LOST
  }

  /** {@return whether it runs still} */
  public boolean isRunning() {
    return outcome == Outcome.STARTING || outcome == Outcome.READY;
  }

  /** {@return whether it never got ready} */
  boolean isFailure() {
    return outcome == Outcome.FAILED || outcome == Outcome.VANISHED;
  }

  EarlierStart ready(long now) {
    return with(now, Outcome.READY, "", "", configuration);
  }

  EarlierStart stopped(long now) {
    return with(now, Outcome.STOPPED, "", "", configuration);
  }

  EarlierStart failed(long now, End end, String settings) {
    return with(now, Outcome.FAILED, end.cause(), end.fingerprint(), settings);
  }

  /** What it had not said itself, the next start says for it. */
  EarlierStart gone(String why) {
    Outcome how = outcome == Outcome.READY ? Outcome.LOST : Outcome.VANISHED;
    return with(ended, how, why, how.name(), configuration);
  }

  Duration since(long now) {
    return Duration.ofMillis(Math.max(0, now - ended));
  }

  private EarlierStart with(long at, Outcome how, String why, String print, String settings) {
    return new EarlierStart(
        run, begun, at, how, why, print, settings, place, oomKills, oomKillsOfHost);
  }
}
