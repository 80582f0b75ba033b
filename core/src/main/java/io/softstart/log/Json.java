package io.softstart.log;

import java.util.List;

/** Writes JSON, in the order in which it is put; just what lines and reports need. */
public final class Json {
  private final StringBuilder text = new StringBuilder("{");

  private Json() {}

  /** {@return an empty object} */
  public static Json object() {
    return new Json();
  }

  /** Adds a string. */
  public Json put(String name, String value) {
    key(name);
    quote(value);
    return this;
  }

  /** Adds a number. */
  public Json put(String name, long value) {
    key(name).append(value);
    return this;
  }

  /** Adds a boolean. */
  public Json put(String name, boolean value) {
    key(name).append(value);
    return this;
  }

  /** Adds an array of objects. */
  public Json put(String name, List<Json> values) {
    key(name).append('[');
    for (int i = 0; i < values.size(); i++) {
      text.append(i == 0 ? "" : ",").append(values.get(i));
    }
    text.append(']');
    return this;
  }

  /** Adds an array of strings. */
  public Json putTexts(String name, List<String> values) {
    key(name).append('[');
    for (int i = 0; i < values.size(); i++) {
      text.append(i == 0 ? "" : ",");
      quote(values.get(i));
    }
    text.append(']');
    return this;
  }

  /** Adds what is JSON already. */
  public Json putJson(String name, String json) {
    key(name).append(json);
    return this;
  }

  /** {@return the object as text} */
  @Override
  public String toString() {
    return text + "}";
  }

  private StringBuilder key(String name) {
    if (text.length() > 1) {
      text.append(',');
    }
    quote(name);
    return text.append(':');
  }

  private void quote(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          if (c < ' ' || (Character.isSurrogate(c) && !paired(value, i))) {
            escape(c);
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }

  private static boolean paired(String value, int i) {
    char c = value.charAt(i);
    return Character.isHighSurrogate(c)
        ? i + 1 < value.length() && Character.isLowSurrogate(value.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(value.charAt(i - 1));
  }

  private void escape(char c) {
    String hex = Integer.toHexString(c);
    text.append("\\u").append("0000", 0, 4 - hex.length()).append(hex);
  }
}
