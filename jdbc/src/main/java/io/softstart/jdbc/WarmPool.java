package io.softstart.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Attempt;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** Waits inside an attempt until a pool has filled itself. */
final class WarmPool {
  private static final long GLANCE = 10_000_000;

  /** Said before the attempt is cut off, since the cut would say less. */
  private static final Duration LAST_WORD = Duration.ofMillis(100);

  private WarmPool() {}

  static void await(DataSource opened, Attempt attempt)
      throws SQLException, Attempt.NotReady, InterruptedException {
    if (!opened.isWrapperFor(HikariDataSource.class)) {
      throw attempt.notReady(
          Failure.of(
              FailureKind.MISCONFIGURED,
              "poolWarm: " + opened.getClass().getName() + " is no HikariCP pool",
              "leave poolWarm() out"));
    }
    HikariDataSource pool = opened.unwrap(HikariDataSource.class);
    HikariPoolMXBean now = pool.getHikariPoolMXBean();
    while (!isWarm(pool, now)) {
      if (attempt.remaining().compareTo(LAST_WORD) <= 0) {
        throw attempt.notReady(
            Failure.of(
                FailureKind.NOT_YET,
                "the pool has only "
                    + now.getTotalConnections()
                    + " of "
                    + pool.getMinimumIdle()
                    + " connections",
                "look at the server's max_connections and the user's limit; or lower minimumIdle, or"
                    + " give the gate a longer attemptTimeout"));
      }
      LockSupport.parkNanos(GLANCE);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  /** What is borrowed counts only where there is no room for more: as the pool fills itself. */
  private static boolean isWarm(HikariDataSource pool, HikariPoolMXBean now) {
    return now.getIdleConnections() >= pool.getMinimumIdle()
        || now.getTotalConnections() >= pool.getMaximumPoolSize();
  }
}
