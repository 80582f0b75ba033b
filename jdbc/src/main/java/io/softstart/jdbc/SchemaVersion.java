package io.softstart.jdbc;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A version of a schema in numeric parts, as Flyway compares them: 1.10 is above 1.9. */
final class SchemaVersion implements Comparable<SchemaVersion> {
  private final String text;
  private final List<String> parts;

  private SchemaVersion(String text, List<String> parts) {
    this.text = text;
    this.parts = parts;
  }

  static SchemaVersion of(String text) {
    SchemaVersion version = find(text);
    if (version == null) {
      throw new IllegalArgumentException(
          "migratedTo: '" + text + "' is not a version such as 16, 2.1 or 20260131120000");
    }
    return version;
  }

  /** Returns null for what is not a version: a repeatable migration has none. */
  static @Nullable SchemaVersion find(@Nullable String text) {
    if (text == null) {
      return null;
    }
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : '.';
      if (c == '.' || c == '_') {
        if (i == start) {
          return null;
        }
        parts.add(withoutLeadingZeros(text.substring(start, i)));
        start = i + 1;
      } else if (c < '0' || c > '9') {
        return null;
      }
    }
    return new SchemaVersion(text, parts);
  }

  /** As text, since a time stamp with nanoseconds is longer than a long. */
  private static String withoutLeadingZeros(String digits) {
    int start = 0;
    while (start < digits.length() - 1 && digits.charAt(start) == '0') {
      start++;
    }
    return digits.substring(start);
  }

  private String part(int index) {
    return index < parts.size() ? parts.get(index) : "0";
  }

  @Override
  public int compareTo(SchemaVersion other) {
    int order = 0;
    for (int i = 0; order == 0 && i < Math.max(parts.size(), other.parts.size()); i++) {
      String mine = part(i);
      String theirs = other.part(i);
      order = Integer.compare(mine.length(), theirs.length());
      order = order == 0 ? mine.compareTo(theirs) : order;
    }
    return order;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SchemaVersion that && compareTo(that) == 0;
  }

  @Override
  public int hashCode() {
    return parts.get(0).hashCode(); // 1 and 1.0 are equal
  }

  /** Returns it as somebody wrote it. */
  @Override
  public String toString() {
    return text;
  }
}
