package io.softstart.history;

import io.softstart.history.StartRecord.Outcome;
import java.util.OptionalLong;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * One start as one line: fields between tabs, a checksum behind them, so that what a full disk or
 * somebody's editor left of a line is not taken for one.
 */
final class RecordLine {
  private static final String VERSION = "2";
  private static final int FIELDS = 14;
  private static final int LONGEST_CAUSE = 300;

  private RecordLine() {}

  static String of(StartRecord start) {
    String line =
        String.join(
            "\t",
            VERSION,
            start.run(),
            Long.toString(start.begun()),
            Long.toString(start.ended()),
            start.outcome().name(),
            start.fingerprint(),
            start.configuration(),
            plain(start.place()),
            text(start.oomKills()),
            text(start.oomKillsOfHost()),
            plain(start.build()),
            plain(start.code()),
            plain(start.cause()));
    return line + "\t" + checksum(line);
  }

  /** {@return the start, or null if the line is damaged or from a later version} */
  static @Nullable StartRecord read(String line) {
    String[] fields = line.split("\t", -1);
    int end = line.lastIndexOf('\t');
    if (fields.length != FIELDS
        || !fields[0].equals(VERSION)
        || !fields[FIELDS - 1].equals(checksum(line.substring(0, end)))) {
      return null;
    }
    try {
      return new StartRecord(
          fields[1],
          Long.parseLong(fields[2]),
          Long.parseLong(fields[3]),
          Outcome.valueOf(fields[4]),
          fields[12],
          fields[5],
          fields[6],
          fields[7],
          number(fields[8]),
          number(fields[9]),
          fields[10],
          fields[11]);
    } catch (IllegalArgumentException damaged) {
      return null;
    }
  }

  private static String plain(String text) {
    String cut = text.length() <= LONGEST_CAUSE ? text : text.substring(0, LONGEST_CAUSE) + " ...";
    return cut.replace('\t', ' ').replace('\n', ' ').replace('\r', ' ');
  }

  private static String text(OptionalLong number) {
    return number.isPresent() ? Long.toString(number.getAsLong()) : "";
  }

  private static OptionalLong number(String text) {
    return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
  }

  static String checksum(String text) {
    CRC32 crc = new CRC32();
    for (int i = 0; i < text.length(); i++) {
      crc.update(text.charAt(i));
      crc.update(text.charAt(i) >> 8);
    }
    return Long.toHexString(crc.getValue());
  }
}
