package io.softstart.text;

/** Prints sizes as people read them. */
public final class Sizes {
  private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB"};

  private Sizes() {}

  /** {@return a size in bytes with one decimal at most, each unit 1024 of the one before} */
  public static String text(long bytes) {
    int unit = 0;
    long whole = bytes;
    long rest = 0;
    while (whole >= 1024 && unit < UNITS.length - 1) {
      rest = whole % 1024;
      whole /= 1024;
      unit++;
    }
    long tenths = rest * 10 / 1024;
    return whole + (tenths == 0 || whole >= 10 ? "" : "." + tenths) + " " + UNITS[unit];
  }
}
