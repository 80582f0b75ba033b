package io.softstart.crash;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Which module of the JDK a class belongs to: a Java runtime made by jlink has only some, and does
 * not know what it lacks.
 */
final class JdkModules {
  private JdkModules() {}

  /** {@return the module that has a class, or nothing if none of the JDK's is known to} */
  static String of(String className) {
    String longest = "";
    String module = "";
    for (String line : table().split("\n", -1)) {
      int blank = line.indexOf(' ');
      String start = line.substring(0, Math.max(0, blank));
      if (start.length() > longest.length() && className.startsWith(start + ".")) {
        longest = start;
        module = line.substring(blank + 1);
      }
    }
    return module;
  }

  private static String table() {
    try (InputStream in = JdkModules.class.getResourceAsStream("jdk.modules")) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      return "";
    }
  }
}
