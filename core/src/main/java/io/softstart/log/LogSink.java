package io.softstart.log;

import io.softstart.redact.Redactor;

/** Where lines go: stderr for a process of its own, SLF4J where the host has a log already. */
public interface LogSink {
  /**
   * Writes one line in which something from outside may stand. Never throws, never blocks for long.
   *
   * @param level how much it matters
   * @param message the text; redacted here
   * @param fields names and values by turns, for machines; redacted here
   */
  default void line(Level level, String message, String... fields) {
    String[] safe = fields.clone();
    for (int i = 1; i < safe.length; i += 2) {
      safe[i] = Redactor.redact(safe[i]);
    }
    safeLine(level, Redactor.redact(message), safe);
  }

  /**
   * Writes one line of words of ours, configured names and texts that are redacted already: to mask
   * twice would mask words of ours, and so tell what the secret is. Never throws, never blocks for
   * long.
   *
   * @param level how much it matters
   * @param message the text
   * @param fields names and values by turns, for machines
   */
  void safeLine(Level level, String message, String... fields);

  /**
   * Writes a text of several lines, for people; machines get it in one.
   *
   * @param level how much it matters
   * @param title what it is about, one line, safe as in {@link #safeLine}
   * @param body the further lines, redacted where they were made
   */
  void block(Level level, String title, String body);

  /**
   * Writes a report: a table for people, an object for machines. Both hold no secret.
   *
   * @param level how much it matters
   * @param title what it is about, one line
   * @param table several lines
   * @param json the same as one JSON object
   */
  void report(Level level, String title, String table, String json);
}
