package io.softstart.examples.orders;

/** The one thing of JSON that is easy to get wrong by hand; a larger service takes a library. */
final class JsonText {
  private static final String HEX = "0123456789abcdef";

  private JsonText() {}

  /** Returns a text as JSON has it, quotes included (RFC 8259, section 7). */
  static String quoted(String text) {
    StringBuilder json = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
