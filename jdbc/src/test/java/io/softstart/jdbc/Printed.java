package io.softstart.jdbc;

import io.softstart.diagnosis.Failure;
import java.util.ArrayList;
import java.util.List;

/** Prints what was staged and what it was taken for, as a table. */
final class Printed {
  private static final List<String> ROWS = new ArrayList<>();

  private Printed() {}

  static synchronized void begin(String title) {
    ROWS.clear();
    ROWS.add("\n" + title);
    ROWS.add("| staged | kind | reason | action |");
    ROWS.add("|---|---|---|---|");
  }

  static synchronized void row(String staged, Failure failure) {
    ROWS.add(
        "| "
            + String.join(" | ", staged, failure.kind().name(), failure.reason(), failure.action())
            + " |");
  }

  static synchronized void end() {
    System.out.println(String.join("\n", ROWS) + "\n");
  }
}
