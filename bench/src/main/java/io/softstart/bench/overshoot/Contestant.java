package io.softstart.bench.overshoot;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.util.concurrent.TimeUnit;

/**
 * Waits in one way, runs a query, and prints when that was and what processor time the process had
 * used. Arguments: the way, URL, user, password, and the {@link System#nanoTime()} from which on it
 * begins, so that all contestants' JVMs are up by then.
 */
final class Contestant {
  private Contestant() {}

  public static void main(String[] args) throws Exception {
    Waiting waiting = Waiting.valueOf(args[0]);
    Waiting.Database db = new Waiting.Database(args[1], args[2], args[3]);
    TimeUnit.NANOSECONDS.sleep(Long.parseLong(args[4]) - System.nanoTime());
    HikariDataSource pool = waiting.pool(db);
    try (Connection connection = pool.getConnection()) {
      connection.createStatement().execute("select 1");
    }
    long at = System.nanoTime();
    long cpu = ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
    System.out.println("queried " + at + " " + cpu);
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }
}
