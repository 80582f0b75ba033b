package io.softstart.redact;

import io.softstart.text.Ascii;

/** Masks private keys, the keys of AWS, and what stands behind Bearer or Basic. Linear. */
final class Tokens {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String LINE = "-----";
  private static final int LONGEST_LABEL = 64;
  private static final int SHORTEST_TOKEN = 8;
  private static final int AWS_KEY = 20;
  private static final String[] SCHEMES = {"bearer", "basic"};

  private Tokens() {}

  static String withoutPrivateKeys(String text) {
    Masking masking = new Masking(text);
    int begin = text.indexOf(BEGIN);
    while (begin >= 0) {
      int label = begin + BEGIN.length();
      int labelEnd = text.indexOf(LINE, label);
      if (labelEnd < 0) {
        break;
      }
      int next = label;
      if (labelEnd - label <= LONGEST_LABEL
          && text.substring(label, labelEnd).contains("PRIVATE KEY")) {
        int end = text.indexOf(END, labelEnd);
        int last = end < 0 ? -1 : text.indexOf(LINE, end + END.length());
        next = last < 0 ? text.length() : last + LINE.length();
        masking.mask(begin, next);
      }
      begin = text.indexOf(BEGIN, next);
    }
    return masking.masked();
  }

  static String mask(String text) {
    Masking masking = new Masking(text);
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      boolean first = i == 0 || !Character.isLetterOrDigit(text.charAt(i - 1));
      int start = first ? secretStart(text, i, c) : -1;
      int end = start < 0 ? -1 : secretEnd(text, start, c);
      if (end > 0) {
        masking.mask(start, end);
      }
      i = end > 0 ? end : i + 1;
    }
    return masking.masked();
  }

  private static int secretStart(String text, int at, char c) {
    if (c == 'A') {
      return text.startsWith("AKIA", at) || text.startsWith("ASIA", at) ? at : -1;
    }
    if (c != 'b' && c != 'B') {
      return -1;
    }
    for (String scheme : SCHEMES) {
      if (text.regionMatches(true, at, scheme, 0, scheme.length())) {
        int start = at + scheme.length();
        int blank = start;
        while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
          start++;
        }
        return start > blank ? start : -1;
      }
    }
    return -1;
  }

  /** {@return where the token ends; -1 if it is none} */
  private static int secretEnd(String text, int start, char c) {
    if (c == 'A') {
      int end = start;
      while (end < text.length() && isUpperOrDigit(text.charAt(end))) {
        end++;
      }
      return end - start == AWS_KEY ? end : -1;
    }
    int end = start;
    boolean prose = true;
    while (end < text.length() && isTokenPart(text.charAt(end))) {
      prose &= text.charAt(end) >= 'a' && text.charAt(end) <= 'z';
      end++;
    }
    // "basic authentication" is prose
    boolean words = prose && (text.startsWith("auth", start) || text.startsWith("cred", start));
    return end - start >= SHORTEST_TOKEN && !words ? end : -1;
  }

  private static boolean isUpperOrDigit(char c) {
    return (c >= 'A' && c <= 'Z') || Ascii.isDigit(c);
  }

  private static boolean isTokenPart(char c) {
    return Ascii.isLetter(c) || Ascii.isDigit(c) || "+/=._~-".indexOf(c) >= 0;
  }
}
