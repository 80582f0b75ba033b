package io.softstart.redact;

import io.softstart.text.Ascii;

/** The one list of words by which a key tells that its value is a secret. */
public final class SecretNames {
  private static final String[] WORDS =
      ("pass pwd secret token credential apikey accesskey accountkey privatekey "
              + "sharedkey signingkey encryptionkey keystorekey jaas userinfo signature")
          .split(" ");

  /** Those that a key in prose ends with: {@code TokenException: } is no key, nor is a path. */
  private static final String[] LAST_WORDS =
      ("password passwd passphrase passcode pass pwd secret token apikey accesskey "
              + "accountkey privatekey sharedkey")
          .split(" ");

  private SecretNames() {}

  /** {@return whether the value of this key is a secret, judged by the words in the key} */
  public static boolean isSecret(String key) {
    String plain = plain(key);
    for (String word : WORDS) {
      if (plain.contains(word)) {
        return true;
      }
    }
    return isSig(key);
  }

  /** {@return whether the key ends with such a word, digits behind it left aside} */
  static boolean endsAsSecret(String key) {
    String plain = plain(key);
    int end = plain.length();
    while (end > 0 && Ascii.isDigit(plain.charAt(end - 1))) {
      end--;
    }
    String last = plain.substring(0, end);
    for (String word : LAST_WORDS) {
      if (last.endsWith(word)) {
        return true;
      }
    }
    return false;
  }

  /** In lower case and without separators: {@code X-Api-Key} is {@code xapikey}. */
  private static String plain(String key) {
    StringBuilder plain = new StringBuilder(key.length());
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (c != '-' && c != '_' && c != '.') {
        plain.append(Character.toLowerCase(c));
      }
    }
    return plain.toString();
  }

  /** {@code sig}, as a word of its own: not in {@code design}. */
  private static boolean isSig(String key) {
    for (int at = 0; at + 3 <= key.length(); at++) {
      if (key.regionMatches(true, at, "sig", 0, 3)
          && (at == 0 || !Character.isLetter(key.charAt(at - 1)))
          && (at + 3 == key.length() || !Character.isLetter(key.charAt(at + 3)))) {
        return true;
      }
    }
    return false;
  }
}
