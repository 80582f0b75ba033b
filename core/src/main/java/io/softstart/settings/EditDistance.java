package io.softstart.settings;

/** Counts slips of the keyboard: a letter too much, too few, another one, or two swapped. */
final class EditDistance {
  private EditDistance() {}

  /** Whether so many slips make one text of the other. */
  static boolean isAtMost(int slips, String a, String b) {
    if (Math.abs(a.length() - b.length()) > slips) {
      return false;
    }
    int start = 0;
    while (start < a.length() && start < b.length() && a.charAt(start) == b.charAt(start)) {
      start++;
    }
    String restA = a.substring(start);
    String restB = b.substring(start);
    if (restA.isEmpty() || restB.isEmpty()) {
      return restA.length() + restB.length() <= slips;
    }
    if (slips == 0) {
      return false;
    }
    boolean swapped =
        restA.length() > 1
            && restB.length() > 1
            && restA.charAt(0) == restB.charAt(1)
            && restA.charAt(1) == restB.charAt(0);
    return isAtMost(slips - 1, restA.substring(1), restB.substring(1))
        || isAtMost(slips - 1, restA.substring(1), restB)
        || isAtMost(slips - 1, restA, restB.substring(1))
        || (swapped && isAtMost(slips - 1, restA.substring(2), restB.substring(2)));
  }
}
