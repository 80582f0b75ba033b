package io.softstart.crash;

import io.softstart.history.StartCounts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the hooks ask of a startup when something ends it. */
public interface Situation {
  /** {@return whether the startup is over: ready, failed and told, or closed} */
  boolean isOver();

  /** {@return whether the application is ready, or was when it was closed} */
  boolean wasReady();

  /**
   * {@return whether the process was only asked about its configuration: then it leaves neither
   * crash report nor history}
   */
  boolean isOnlyAsked();

  /**
   * {@return what it is doing, as the end of a sentence: {@code while waiting for db (REFUSED)}}
   */
  String doing();

  /**
   * {@return how long it has been doing that, of how long it may: {@code for 3 s of 5 min}; empty
   * if it does not wait}
   */
  String budget();

  /** {@return where the thread is that starts the application, one clause; empty if none does} */
  String where();

  /** {@return what threads are doing while the application starts, several lines; may be empty} */
  String threads();

  /** {@return the report of an exception that is the startup's own, or null for any other} */
  @Nullable Ending endingOf(Throwable thrown);

  /** {@return phases and gates so far, for people} */
  String table();

  /** {@return each setting that was read: key, value if it may be shown, where it comes from} */
  List<String> settings();

  /** {@return equal for equal settings, and of no use for guessing secrets; empty if none} */
  String configuration();

  /** {@return the numbers among the settings that may be ports, each with its origin} */
  Map<Integer, String> ports();

  /** {@return the port on which the status is shown; 0 for none} */
  int statusPort();

  /** {@return the longest pause before an exit that repeats others; zero for none} */
  Duration restartPause();

  /** {@return whether the operator wants a failed process to stay alive, and has named a port} */
  default boolean mayHold() {
    return false;
  }

  /** {@return whether the end of main, without a failure, is the end of a job} */
  default boolean mainMayEnd() {
    return false;
  }

  /** {@return whether an exception that nobody catches in this thread ends the process} */
  default boolean isEndedBy(Thread thread) {
    return true;
  }

  /** Is called first of all when something ends the process: it gets ready no more. */
  default void ends() {}

  /**
   * Shows an ending on the status port.
   *
   * @return whether that is open
   */
  default boolean hold(Ending ending) {
    return false;
  }

  /** {@return how a process ends that stays alive because of its gates; null for any other} */
  default @Nullable Ending heldByGates() {
    return null;
  }

  /**
   * {@return whether gates hold the process alive and nobody can see it, since the status port that
   * is set could not be opened, now neither}
   */
  default boolean isUnseen() {
    return false;
  }

  /** {@return the exit code of a process that stays alive nevertheless; 0 for any other} */
  default int heldCode() {
    return 0;
  }

  /** {@return what the starting thread is doing, once that is of interest; else empty} */
  default String longStart() {
    return "";
  }

  /** {@return the report of the failure after which the process is held alive; else empty} */
  default String failure() {
    return "";
  }

  /** {@return equal for as long as the files that settings came from do not change} */
  default String files() {
    return "";
  }

  /** {@return how many starts there were, as far as that is known yet} */
  default StartCounts startCounts() {
    return StartCounts.FIRST;
  }

  /** Marks the startup failed: it has been told, nothing more is to be said of it. */
  void failed();

  /** Ends all waiting and closes what nobody else will, since the process is being shut down. */
  void stop();
}
