package io.softstart.config;

import io.softstart.text.Ascii;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Sizes in bytes, {@code 16MB}; each unit is 1024 of the one before, as for the JVM's own flags.
 */
final class SizeType extends StrictType<Long> {
  private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB"};

  SizeType() {
    super("a size (512KB, 16MB, 2GB)", 0L, SHORT);
  }

  @Override
  Long parse(String text) throws BadValue {
    if (Ascii.isDigits(text)) {
      throw new BadValue("is a number without a unit", "add B, KB, MB, GB or TB");
    }
    for (int i = UNITS.length - 1; i >= 0; i--) {
      if (text.endsWith(UNITS[i])) {
        String number = text.substring(0, text.length() - UNITS[i].length());
        if (!Ascii.isDigits(number)) {
          break;
        }
        try {
          return Math.multiplyExact(Long.parseLong(number), 1L << (10 * i));
        } catch (NumberFormatException | ArithmeticException e) {
          throw new BadValue("is too large for a size");
        }
      }
    }
    throw BadValue.not("a size", text, hintFor(text));
  }

  /** {@code 16mb}, {@code 16M} and {@code 16MiB} are the usual slips. */
  private static @Nullable String hintFor(String text) {
    if (text.startsWith("-")) {
      return "write a size of 0B or more";
    }
    int digits = 0;
    while (digits < text.length() && Ascii.isDigit(text.charAt(digits))) {
      digits++;
    }
    String unit = text.substring(digits).strip().toUpperCase(Locale.ROOT).replace("IB", "B");
    unit = unit.endsWith("B") ? unit : unit + "B";
    for (String known : UNITS) {
      if (digits > 0 && unit.equals(known)) {
        return "did you mean " + text.substring(0, digits) + unit + "? (units are upper case)";
      }
    }
    return null;
  }

  @Override
  public String format(Long value) {
    int i = 0;
    long number = value;
    while (i < UNITS.length - 1 && number > 0 && number % 1024 == 0) {
      number /= 1024;
      i++;
    }
    return number + UNITS[i];
  }
}
