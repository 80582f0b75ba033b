package io.softstart.jdbc;

import io.softstart.gate.Attempt;
import io.softstart.net.Target.Endpoint;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a pool gets its physical connections. Thread-safe. */
interface ConnectionFactory {
  /**
   * Logs in for an attempt, bounded by the time that it has left as far as the driver can be bound.
   */
  Connection forAttempt(Credentials credentials, Duration left) throws SQLException;

  /**
   * Logs in at each host of a URL that names several, and out again.
   *
   * @return what each of them said; empty where one let us in, and where there are not several
   */
  default List<HostFailure> failuresByHost(Credentials credentials, Attempt attempt) {
    return List.of();
  }

  /**
   * Makes the connection of an attempt the application's: nothing of the attempt's bounds stays.
   */
  void release(Connection connection) throws SQLException;

  /**
   * Logs in for the pool, with the application's own settings.
   *
   * @param timeout in seconds, as the pool asked for it; 0 for none
   */
  Connection forPool(Credentials credentials, int timeout) throws SQLException;

  /** Returns the one address that every login certainly goes to. */
  Optional<Endpoint> dials();

  /** Finds the driver, whose classes are loaded by that. */
  void preload();

  /** Returns the user's own object of this type behind the logins, or null. */
  <T> @Nullable T unwrap(Class<T> type) throws SQLException;
}
