package io.softstart.config;

/** A type that refuses texts that are surely a slip. */
abstract class StrictType<T> implements ValueType<T> {
  /** No number, word, duration or size is longer. */
  static final int SHORT = 100;

  /** No list, path or URL that anybody uses is longer; some take quadratic time on longer ones. */
  static final int LONG = 8_192;

  private final String expected;
  private final T neutral;
  private final int longest;

  StrictType(String expected, T neutral, int longest) {
    this.expected = expected;
    this.neutral = neutral;
    this.longest = longest;
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
    if (text.length() > longest) {
      throw new BadValue("is longer than " + longest + " characters");
    }
    int last = text.length() - 1;
    if (text.charAt(last) == '\r') {
      throw new BadValue("ends with a carriage return", "save the file with Unix line ends");
    }
    if (Character.isWhitespace(text.charAt(0)) || Character.isWhitespace(text.charAt(last))) {
      throw new BadValue("starts or ends with a space", "remove the space");
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
