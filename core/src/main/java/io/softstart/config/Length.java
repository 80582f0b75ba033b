package io.softstart.config;

import org.jspecify.annotations.Nullable;

/** The bounds of a text's length. */
final class Length {
  private int least;
  private @Nullable Integer most;

  void min(int bound) {
    least = requireNotNegative("least", bound);
  }

  void max(int bound) {
    most = requireNotNegative("most", bound);
  }

  private static int requireNotNegative(String name, int bound) {
    if (bound < 0) {
      throw new IllegalArgumentException(name + ": " + bound + " is negative");
    }
    return bound;
  }

  void refuse(String text) throws BadValue {
    refuse(text, null);
  }

  void refuse(String text, @Nullable String hintIfShort) throws BadValue {
    if (text.length() < least) {
      throw new BadValue("is shorter than " + least + " characters", hintIfShort);
    }
    if (most != null && text.length() > most) {
      throw new BadValue("is longer than " + most + " characters");
    }
  }

  String inWords() {
    if (least == 0) {
      return most == null ? "" : " of at most " + most + " characters";
    }
    return most == null
        ? " of at least " + least + " characters"
        : " of " + least + " to " + most + " characters";
  }

  String shortest() {
    return "x".repeat(Math.min(least, 1_000));
  }
}
