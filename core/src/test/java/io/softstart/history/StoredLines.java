package io.softstart.history;

/** What tests of other packages ask of a line of the history. */
public final class StoredLines {
  private StoredLines() {}

  /** Whether a line can be read. */
  public static boolean isWhole(String line) {
    return RecordLine.read(line) != null || CountsLine.read(line) != null;
  }
}
