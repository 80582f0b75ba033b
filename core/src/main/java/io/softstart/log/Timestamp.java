package io.softstart.log;

/** UTC time stamps by hand: a cold DateTimeFormatter costs 40 ms of every start. */
public final class Timestamp {
  private static final int DAY = 86_400_000;

  private Timestamp() {}

  /** {@return the wall clock, in milliseconds: for what people and later starts read} */
  public static long now() {
    return System.currentTimeMillis();
  }

  /**
   * {@return {@code 2026-11-22T05:36:31.123Z}; the calendar arithmetic is Howard Hinnant's
   * civil_from_days}
   */
  public static String of(long epochMillis) {
    long days = Math.floorDiv(epochMillis, (long) DAY) + 719_468;
    long era = Math.floorDiv(days, 146_097L);
    long dayOfEra = days - era * 146_097;
    long year = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    long dayOfYear = dayOfEra - (365 * year + year / 4 - year / 100);
    long shifted = (5 * dayOfYear + 2) / 153;
    int day = (int) (dayOfYear - (153 * shifted + 2) / 5 + 1);
    int month = (int) (shifted < 10 ? shifted + 3 : shifted - 9);
    int millis = (int) Math.floorMod(epochMillis, (long) DAY);
    StringBuilder text = new StringBuilder(24);
    digits(text, (int) (year + era * 400 + (month <= 2 ? 1 : 0)), 4).append('-');
    digits(text, month, 2).append('-');
    digits(text, day, 2).append('T');
    digits(text, millis / 3_600_000, 2).append(':');
    digits(text, millis / 60_000 % 60, 2).append(':');
    digits(text, millis / 1_000 % 60, 2).append('.');
    return digits(text, millis % 1_000, 3).append('Z').toString();
  }

  private static StringBuilder digits(StringBuilder text, int value, int width) {
    String digits = Integer.toString(value);
    for (int i = digits.length(); i < width; i++) {
      text.append('0');
    }
    return text.append(digits);
  }
}
