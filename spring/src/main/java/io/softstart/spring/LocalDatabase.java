package io.softstart.spring;

import org.jspecify.annotations.Nullable;

/** Databases that live in this process, or that Testcontainers starts by their URL. */
final class LocalDatabase {
  private static final String[] HERE = {
    "jdbc:h2:mem:",
    "jdbc:h2:file:",
    "jdbc:h2:~",
    "jdbc:h2:.",
    "jdbc:h2:/",
    "jdbc:hsqldb:mem:",
    "jdbc:hsqldb:file:",
    "jdbc:derby:memory:",
    "jdbc:sqlite:",
    "jdbc:tc:"
  };

  private LocalDatabase() {}

  static boolean isNamedBy(@Nullable String url) {
    for (String beginning : HERE) {
      if (url != null && url.startsWith(beginning)) {
        return true;
      }
    }
    return false;
  }
}
