package io.softstart.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.softstart.gate.Pressure;

/**
 * How busy a pool is at one moment; immutable, for a status page or a log line.
 *
 * @param active connections that the application has borrowed
 * @param idle connections that wait to be borrowed
 * @param waiting threads that wait for a connection
 * @param max how many connections the pool may have
 */
public record PoolPressure(int active, int idle, int waiting, int max) {
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
    return pressure().share();
  }

  /** {@return whether 80 % or more are borrowed} */
  public boolean isWarning() {
    return pressure().isWarning();
  }

  /** {@return the same for a gate's status} */
  Pressure pressure() {
    return new Pressure(active, max, waiting);
  }
}
