package io.softstart.crash;

/**
 * How a process ended before it was ready, as every destination tells it; redacted.
 *
 * @param title what became of it, one line
 * @param cause why, one line in plain words
 * @param place where in the application; empty if that is unknown
 * @param body all that is known, several lines
 */
record End(String title, String cause, String place, String body) {
  private static final String LABEL = "  cause: ";

  /** {@return the cause first, then the rest, nothing twice} */
  String causeFirst() {
    String rest = body;
    if (rest.startsWith(LABEL + cause + "\n")) {
      rest = rest.substring(rest.indexOf('\n') + 1);
    }
    return cause + "\n" + title.replace(": " + cause, "") + "\n" + rest;
  }

  /**
   * {@return a number that two ends have in common when their cause is the same} What changes from
   * run to run does not count: digits, and the hash codes that objects print after an @.
   */
  String fingerprint() {
    StringBuilder stable = new StringBuilder();
    boolean hash = false;
    String text = cause + "|" + place;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      hash = c == '@' || (hash && Character.digit(c, 16) >= 0);
      if (!hash && !Character.isDigit(c)) {
        stable.append(c);
      }
    }
    return HistoryLine.checksum(stable.toString());
  }
}
