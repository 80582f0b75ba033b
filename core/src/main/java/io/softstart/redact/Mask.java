package io.softstart.redact;

/** What stands where a secret stood. */
final class Mask {
  static final String TEXT = "***";

  private Mask() {}
}
