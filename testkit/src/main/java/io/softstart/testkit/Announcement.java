package io.softstart.testkit;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What tests say of the machine that they run on: that they used no Docker must not be hidden. */
final class Announcement {
  private static final Set<String> MADE = ConcurrentHashMap.newKeySet();

  private Announcement() {}

  /** Says it once per JVM. */
  static void once(String description) {
    if (MADE.add(description)) {
      System.err.println("testkit: " + description);
    }
  }
}
