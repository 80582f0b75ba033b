package io.softstart.testkit;

/**
 * A line that a {@link RunningJvm} printed.
 *
 * @param source which of its two streams it came from
 * @param text the line without its end
 * @param at when its end arrived, as {@link System#nanoTime()} of this JVM
 */
public record OutputLine(Source source, String text, long at) {

  /** The stream a line was printed to. */
  public enum Source {
    /** Standard output. */
    STDOUT,
    /** Standard error. */
    STDERR
  }
}
