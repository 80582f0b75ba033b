package io.softstart.crash;

/**
 * How a process ended before it was ready, as every output tells it; redacted.
 *
 * @param exitCode how the process ends; 0 also where somebody else ends it
 * @param title what became of it, one line
 * @param cause why, one line, without what changes from run to run
 * @param place where in the application; empty if that is not known
 * @param body what happened and what to do, several lines; may be empty
 * @param json the same for machines, one object; empty if there is only the text
 * @param kind in one word, for those who count endings: {@code DENIED}
 */
public record Ending(
    int exitCode, String title, String cause, String place, String body, String json, String kind) {
  /** The exit code of a crash. */
  static final int CRASHED = 70;

  private static final String LABEL = "  cause: ";

  /** A failure that the startup has diagnosed itself. */
  public Ending(int exitCode, String title, String cause, String body, String json) {
    this(exitCode, title, cause, "", body, json);
  }

  /** An ending whose kind follows from its exit code. */
  public Ending(int exitCode, String title, String cause, String place, String body, String json) {
    this(exitCode, title, cause, place, body, json, kindOf(exitCode));
  }

  /** {@return the same, of another kind} */
  public Ending ofKind(String other) {
    return new Ending(exitCode, title, cause, place, body, json, other);
  }

  private static String kindOf(int exitCode) {
    return switch (exitCode) {
      case 69 -> "UNAVAILABLE";
      case CRASHED -> "CRASHED";
      case 75 -> "INTERRUPTED";
      case 78 -> "CONFIGURATION";
      default -> "EXIT";
    };
  }

  /** {@return exit code and kind: {@code 78 DENIED}; the kind alone where the code is not known} */
  String code() {
    return exitCode == 0 ? kind : exitCode + " " + kind;
  }

  /** {@return the same with another exit code} */
  Ending withExitCode(int other) {
    return new Ending(other, title, cause, place, body, json, kind);
  }

  /** {@return the cause first, then the rest, nothing twice} */
  String causeFirst() {
    String rest = body;
    if (rest.startsWith(LABEL + cause + "\n")) {
      rest = rest.substring(rest.indexOf('\n') + 1);
    }
    return cause + "\n" + title.replace(": " + cause, "") + "\n" + rest;
  }

  /**
   * {@return a text that two endings have in common when their cause is the same} What changes from
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
    return Integer.toHexString(stable.toString().hashCode());
  }
}
