package io.softstart.history;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is kept of starts whose own lines are gone, as one line with a checksum. */
final class CountsLine {
  private static final String WORD = "counts";

  private CountsLine() {}

  static String of(StartCounts counts) {
    StringBuilder line = new StringBuilder(WORD).append('\t').append(counts.starts());
    for (Map.Entry<String, Long> each : new TreeMap<>(counts.failed()).entrySet()) {
      line.append('\t').append(each.getKey()).append('\t').append(each.getValue());
    }
    return line + "\t" + RecordLine.checksum(line.toString());
  }

  /** {@return whether a line is meant as one, damaged or not} */
  static boolean isOne(String line) {
    return line.startsWith(WORD + "\t");
  }

  /** {@return the counts, or null if the line is damaged} */
  static @Nullable StartCounts read(String line) {
    String[] fields = line.split("\t", -1);
    int end = line.lastIndexOf('\t');
    if (fields.length < 3
        || fields.length % 2 == 0
        || !fields[fields.length - 1].equals(RecordLine.checksum(line.substring(0, end)))) {
      return null;
    }
    try {
      Map<String, Long> failed = new TreeMap<>();
      for (int i = 2; i < fields.length - 1; i += 2) {
        failed.put(fields[i], Long.parseLong(fields[i + 1]));
      }
      return new StartCounts(Long.parseLong(fields[1]), failed, 0);
    } catch (NumberFormatException damaged) {
      return null;
    }
  }
}
