package io.softstart.redis;

import java.util.OptionalLong;

/** Reads the {@code name:value} lines that INFO and CLUSTER INFO answer with. */
final class InfoReply {
  private InfoReply() {}

  /** Returns the value, empty if there is none. */
  static String text(String info, String name) {
    String wanted = name + ":";
    for (String line : info.split("\n", -1)) {
      if (line.startsWith(wanted)) {
        return line.substring(wanted.length()).strip();
      }
    }
    return "";
  }

  /** Returns the value if it is a number that is not negative. */
  static OptionalLong number(String info, String name) {
    try {
      long value = Long.parseLong(text(info, name));
      return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
    } catch (NumberFormatException missing) {
      return OptionalLong.empty();
    }
  }
}
