package io.softstart.redact;

/**
 * Masks what stands before the last {@code @} of a word that looks like a URL or like {@code
 * user:password@host}: a password may hold an unescaped @, / or ?. Linear in the text.
 */
final class UserInfo {
  private static final String ORACLE = "jdbc:oracle:";

  private final String text;
  private final Masking masking;

  private UserInfo(String text) {
    this.text = text;
    masking = new Masking(text);
  }

  static String mask(String text) {
    return text.indexOf('@') < 0 ? text : new UserInfo(text).masked();
  }

  /** Leaves out the end of a text that was cut, if that may be user info whose @ is gone. */
  static String withoutUnfinished(String cut) {
    int start = cut.length();
    while (start > 0 && !isEnd(cut.charAt(start - 1))) {
      start--;
    }
    int colon = cut.indexOf(':', start);
    return colon < 0 ? cut : cut.substring(0, colon + 1);
  }

  private String masked() {
    int start = 0;
    while (start < text.length()) {
      int end = start;
      int last = -1;
      while (end < text.length() && !isEnd(text.charAt(end))) {
        last = text.charAt(end) == '@' ? end : last;
        end++;
      }
      if (last >= 0) {
        word(start, last);
      }
      start = end + 1;
    }
    return masking.masked();
  }

  private static boolean isEnd(char c) {
    return Character.isWhitespace(c) || "\"'<>".indexOf(c) >= 0;
  }

  private void word(int start, int last) {
    String before = text.substring(start, last);
    int scheme = before.indexOf("://");
    int oracle = before.indexOf(ORACLE);
    if (scheme > 0) {
      masking.mask(start + scheme + "://".length(), last);
    } else if (oracle >= 0) {
      int driver = before.indexOf(':', oracle + ORACLE.length());
      masking.mask(start + (driver < 0 ? oracle + ORACLE.length() : driver + 1), last);
    } else if (!before.endsWith(Mask.TEXT)) {
      int user = bareUser(before);
      if (user >= 0) {
        masking.mask(start + user, last);
      }
    }
  }

  /** {@return where the user of the first {@code user:} begins, or -1} */
  private static int bareUser(String before) {
    for (int i = 1; i < before.length(); i++) {
      if (before.charAt(i) == ':' && ":/@".indexOf(before.charAt(i - 1)) < 0) {
        int user = i - 1;
        while (user > 0 && ":/@".indexOf(before.charAt(user - 1)) < 0) {
          user--;
        }
        return user;
      }
    }
    return -1;
  }
}
