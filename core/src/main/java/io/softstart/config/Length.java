package io.softstart.config;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The bounds of a text's length, and the pattern it must match. */
final class Length implements ValueRule<String> {
  private final @Nullable String hintIfShort;
  private int least;
  private @Nullable Integer most;
  private @Nullable Pattern pattern;

  Length(@Nullable String hintIfShort) {
    this.hintIfShort = hintIfShort;
  }

  void min(int bound) {
    least = requireNotNegative("least", bound);
  }

  void max(int bound) {
    most = requireNotNegative("most", bound);
  }

  void matching(Pattern whole) {
    pattern = whole;
  }

  private static int requireNotNegative(String name, int bound) {
    if (bound < 0) {
      throw new IllegalArgumentException(name + ": " + bound + " is negative");
    }
    return bound;
  }

  @Override
  public void refuse(String text) throws BadValue {
    if (text.length() < least) {
      throw new BadValue("is shorter than " + least + " characters", hintIfShort);
    }
    if (most != null && text.length() > most) {
      throw new BadValue("is longer than " + most + " characters");
    }
    if (pattern != null && !pattern.matcher(text).matches()) {
      throw new BadValue("does not match " + pattern);
    }
  }

  @Override
  public String inWords() {
    return bounds() + (pattern == null ? "" : " that matches " + pattern);
  }

  private String bounds() {
    if (least == 0) {
      return most == null ? "" : " of at most " + most + " characters";
    }
    return most == null
        ? " of at least " + least + " characters"
        : " of " + least + " to " + most + " characters";
  }

  @Override
  public String lowest() {
    return "x".repeat(Math.min(least, 1_000));
  }
}
