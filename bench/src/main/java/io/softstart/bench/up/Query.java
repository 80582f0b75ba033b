package io.softstart.bench.up;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * The application's first query, and the end. Arguments: how it ends, URL, user, password. It ends
 * with {@code halt} where only the start is measured, with {@code exit} where the JVM is to write
 * what it has learnt, and with {@code heap} after a collection, which is printed.
 */
final class Query {
  private Query() {}

  static void run(DataSource source, String[] args) throws SQLException {
    try (Connection connection = source.getConnection()) {
      connection.createStatement().execute("select 1");
    }
    switch (args[0]) {
      case "exit" -> System.exit(0);
      case "heap" -> {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        System.out.println((runtime.totalMemory() - runtime.freeMemory()) / 1024);
        runtime.halt(0);
      }
      default -> {
        System.out.println(
            ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis());
        System.out.flush();
        Runtime.getRuntime().halt(0);
      }
    }
  }
}
