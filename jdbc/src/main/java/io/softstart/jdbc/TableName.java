package io.softstart.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A table's name in up to three parts, each plain or in double quotes; nothing else gets through.
 */
final class TableName {
  private static final int MOST_PARTS = 3;

  private final String text;
  private final List<String> parts;

  private TableName(String text, List<String> parts) {
    this.text = text;
    this.parts = parts;
  }

  static TableName of(String text) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    while (start <= text.length()) {
      int end = endOfPart(text, start);
      String part = text.substring(start, end);
      boolean separated = end == text.length() || text.charAt(end) == '.';
      if (!separated || !(isQuoted(part) || isPlain(part))) {
        throw refused(text);
      }
      parts.add(part);
      start = end + 1;
    }
    if (parts.size() > MOST_PARTS) {
      throw refused(text);
    }
    return new TableName(text, List.copyOf(parts));
  }

  private static int endOfPart(String text, int start) {
    if (text.startsWith("\"", start)) {
      int close = text.indexOf('"', start + 1);
      return close < 0 ? text.length() : close + 1;
    }
    int dot = text.indexOf('.', start);
    return dot < 0 ? text.length() : dot;
  }

  private static boolean isQuoted(String part) {
    boolean enclosed = part.length() > 2 && part.startsWith("\"") && part.endsWith("\"");
    for (int i = 1; enclosed && i < part.length() - 1; i++) {
      char c = part.charAt(i);
      enclosed = c != '"' && c != '`' && c != ']' && !Character.isISOControl(c);
    }
    return enclosed;
  }

  private static boolean isPlain(String part) {
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      boolean follows = i > 0 && (Character.isDigit(c) || c == '$');
      if (!Character.isLetter(c) && c != '_' && !follows) {
        return false;
      }
    }
    return !part.isEmpty();
  }

  private static IllegalArgumentException refused(String text) {
    return new IllegalArgumentException(
        "table: '" + text + "' is not a table name such as orders, sales.orders or \"Orders\"");
  }

  /** Returns the name for a statement, quoted parts in this database's quotes. */
  String quotedFor(Connection connection) throws SQLException {
    StringBuilder name = new StringBuilder();
    for (String part : parts) {
      name.append(name.length() == 0 ? "" : ".");
      if (part.startsWith("\"")) {
        String quote = connection.getMetaData().getIdentifierQuoteString().strip();
        String mark = quote.isEmpty() ? "\"" : quote;
        name.append(mark).append(part, 1, part.length() - 1).append(mark);
      } else {
        name.append(part);
      }
    }
    return name.toString();
  }

  /** Returns it as the user wrote it. */
  @Override
  public String toString() {
    return text;
  }
}
