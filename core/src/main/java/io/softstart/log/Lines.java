package io.softstart.log;

/** Where lines go: stderr for a process of its own, SLF4J where the host has a log already. */
public interface Lines {
  /**
   * Writes one line. Never throws, never blocks for long.
   *
   * @param level how much it matters
   * @param message the text; redacted here
   * @param fields names and values by turns, for machines; redacted here
   */
  void line(Level level, String message, String... fields);

  /**
   * Writes a text of several lines, for people; machines get it in one.
   *
   * @param level how much it matters
   * @param title what it is about, one line
   * @param body the further lines, redacted by whoever made them: to mask twice would mask words of
   *     ours, and so tell what the secret is
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
