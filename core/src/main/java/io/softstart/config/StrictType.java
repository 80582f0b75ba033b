package io.softstart.config;

/** A type that refuses, whatever it is, what is a slip of the one who set it. */
abstract class StrictType<T> implements ValueType<T> {
  private final String expected;
  private final T neutral;

  StrictType(String expected, T neutral) {
    this.expected = expected;
    this.neutral = neutral;
  }

  abstract T parse(String text) throws BadValue;

  /** Whether any text will do, so that quotation marks and braces are its own affair. */
  boolean isFreeText() {
    return false;
  }

  @Override
  public String expected() {
    return expected;
  }

  @Override
  public T neutral() {
    return neutral;
  }

  @Override
  public String format(T value) {
    return value.toString();
  }

  @Override
  public final T read(String text) throws BadValue {
    int last = text.length() - 1;
    if (text.charAt(last) == '\r') {
      throw new BadValue("ends with a carriage return", "save the file with Unix line ends");
    }
    if (Character.isWhitespace(text.charAt(0)) || Character.isWhitespace(text.charAt(last))) {
      throw new BadValue("begins or ends with a blank", "remove the blank");
    }
    boolean wholly = text.startsWith("${") && text.endsWith("}");
    if (wholly || (!isFreeText() && text.contains("${"))) {
      throw new BadValue(
          "holds a placeholder ${...} that was not filled in",
          "the shell, Compose file or template that sets it left it as it was");
    }
    boolean quoted = text.charAt(0) == '"' || text.charAt(0) == '\'';
    if (quoted && !isFreeText()) {
      throw new BadValue(
          "begins with a quotation mark", "write the value bare: the marks are part of it here");
    }
    return parse(text);
  }
}
