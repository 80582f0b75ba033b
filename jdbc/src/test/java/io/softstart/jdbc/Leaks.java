package io.softstart.jdbc;

import java.time.Duration;
import java.util.List;

/** Finds threads that should have ended. */
final class Leaks {
  private Leaks() {}

  /** Waits for the end of all threads of attempts, pools and drivers' logins. */
  static void assertNoAttemptLeft(Duration limit) {
    long begun = System.nanoTime();
    List<String> left = suspects();
    while (!left.isEmpty()) {
      if (System.nanoTime() - begun > limit.toNanos()) {
        throw new AssertionError("still running after " + limit + ": " + left);
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException interrupted) {
        throw new AssertionError(interrupted);
      }
      left = suspects();
    }
  }

  private static List<String> suspects() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(
            name ->
                name.startsWith("softstart-")
                    || name.startsWith("HikariPool")
                    || name.contains("PostgreSQL JDBC"))
        .sorted()
        .toList();
  }
}
