package io.softstart.crash;

import org.jspecify.annotations.Nullable;

/** What the hooks ask of a startup when something ends it. */
public interface Situation {
  /** {@return whether the startup is over: ready, failed and told, or closed} */
  boolean isOver();

  /**
   * {@return what it is doing, as the end of a sentence: {@code while waiting for db (REFUSED)}}
   */
  String doing();

  /** {@return the report of an exception that is the startup's own, or null for any other} */
  @Nullable Ending endingOf(Throwable thrown);

  /** Marks the startup failed: it has been told, nothing more is to be said of it. */
  void failed();

  /** Ends all waiting and closes what nobody else will, since the process is being shut down. */
  void stop();

  /**
   * A failure that the startup has diagnosed itself.
   *
   * @param exitCode how the process ends
   * @param title one line
   * @param body what happened and what to do, for people
   * @param json the same for machines, one object; empty if there is but the text
   */
  record Ending(int exitCode, String title, String body, String json) {}
}
