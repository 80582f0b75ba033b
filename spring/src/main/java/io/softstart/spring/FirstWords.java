package io.softstart.spring;

/** How variables begin that Spring or we may be meant by. */
final class FirstWords {
  private static final String[] FIRST_WORDS = {"SPRING_", "SOFTSTART_", "SERVER_", "MANAGEMENT_"};

  private FirstWords() {}

  /** Whether a variable may be meant for Spring or for us: the rest is not looked at. */
  static boolean mayBeMeant(String name) {
    for (String word : FIRST_WORDS) {
      if (name.startsWith(word)) {
        return true;
      }
    }
    return false;
  }
}
