package io.softstart.history;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The starts of one application that a directory remembers, this one included.
 *
 * <p>Thread-safe. Every method that throws {@code IOException} blocks as long as the file system
 * does: call it behind a fence.
 */
public interface StartHistory {
  /** {@return the starts before this one, the oldest first} */
  List<StartRecord> earlier();

  /** {@return how many lines could not be read} */
  int damagedLines();

  /** {@return how many starts there were, this one included, and how many of them failed} */
  StartCounts counts();

  /** {@return the name of this start} */
  String run();

  /** {@return the failures that lead up to this start} */
  FailureStreak streak();

  /** Notes that this start is ready. */
  void ready() throws IOException;

  /**
   * Notes how this start ended.
   *
   * @param how FAILED, STOPPED or STOPPED_EARLY
   * @param cause one line; empty where it was ready
   * @param fingerprint equal for equal causes; empty where nothing failed
   * @param configuration equal for equal configurations; empty if it is not known
   * @param code for those who count: {@code 78 DENIED}; empty where nothing failed
   */
  void ended(
      StartRecord.Outcome how, String cause, String fingerprint, String configuration, String code)
      throws IOException;

  /** Removes this start: it answered a question and did not mean to start. */
  void forget() throws IOException;

  /**
   * Writes a crash report and removes the oldest ones.
   *
   * @param text Markdown
   * @return where it is
   */
  Path writeReport(String text) throws IOException;
}
