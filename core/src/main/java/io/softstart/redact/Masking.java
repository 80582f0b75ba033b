package io.softstart.redact;

/** A text of which parts are masked, from left to right. */
final class Masking {
  final String text;
  private final StringBuilder masked = new StringBuilder();
  private int copied;

  Masking(String text) {
    this.text = text;
  }

  /** {@return the end of what is masked now} */
  int mask(int from, int end) {
    masked.append(text, copied, from).append(Mask.TEXT);
    copied = end;
    return end;
  }

  /** {@return the text, with all that was masked} */
  String masked() {
    return copied == 0 ? text : masked.append(text, copied, text.length()).toString();
  }
}
