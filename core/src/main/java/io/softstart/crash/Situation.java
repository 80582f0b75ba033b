package io.softstart.crash;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the hooks ask of a startup when something ends it. */
public interface Situation {
  /** {@return whether the startup is over: ready, failed and told, or closed} */
  boolean isOver();

  /** {@return whether the application is ready, or was when it was closed} */
  boolean wasReady();

  /**
   * {@return what it is doing, as the end of a sentence: {@code while waiting for db (REFUSED)}}
   */
  String doing();

  /** {@return how long it has been doing that, of how long it may: {@code for 3 s of 5 min}} */
  String budget();

  /** {@return the report of an exception that is the startup's own, or null for any other} */
  @Nullable Ending endingOf(Throwable thrown);

  /** {@return phases and gates so far, for people} */
  String table();

  /** {@return each setting that was read: key, value if it may be shown, where it comes from} */
  List<String> settings();

  /** {@return equal for equal settings, and no help to whoever guesses secrets; empty if none} */
  String configuration();

  /** {@return the numbers among the settings that may be ports} */
  List<Integer> ports();

  /** {@return the longest pause before an exit that repeats others; zero for none} */
  Duration restartPause();

  /** Marks the startup failed: it has been told, nothing more is to be said of it. */
  void failed();

  /** Ends all waiting and closes what nobody else will, since the process is being shut down. */
  void stop();

  /**
   * A failure that the startup has diagnosed itself.
   *
   * @param exitCode how the process ends
   * @param title one line
   * @param cause why, in short and without what changes from run to run
   * @param body what happened and what to do, for people
   * @param json the same for machines, one object; empty if there is but the text
   */
  record Ending(int exitCode, String title, String cause, String body, String json) {}
}
