package io.softstart.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;

/**
 * How busy a pool is at one moment; immutable, for a status page or a log line.
 *
 * @param active connections that the application has borrowed
 * @param idle connections that wait to be borrowed
 * @param waiting threads that wait for a connection
 * @param max how many connections the pool may have
 */
public record PoolPressure(int active, int idle, int waiting, int max) {
  private static final double WARNING = 0.8;

  /**
   * Looks at a pool; cheap, and it does not block.
   *
   * @param pool the pool
   * @return how busy it is; with no connections before its start and after its end
   */
  public static PoolPressure of(HikariDataSource pool) {
    HikariPoolMXBean now = pool.getHikariPoolMXBean(); // null before the first connection
    int max = pool.getMaximumPoolSize();
    return now == null
        ? new PoolPressure(0, 0, 0, max)
        : new PoolPressure(
            now.getActiveConnections(),
            now.getIdleConnections(),
            now.getThreadsAwaitingConnection(),
            max);
  }

  /** {@return the borrowed part of the connections that there may be, from 0 to 1} */
  public double share() {
    return max <= 0 ? 0 : Math.min(1, (double) active / max);
  }

  /** {@return whether 80 % or more are borrowed} */
  public boolean isWarning() {
    return share() >= WARNING;
  }
}
