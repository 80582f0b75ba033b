package io.softstart.jdbc;

import io.softstart.diagnosis.Failure;
import io.softstart.gate.AnyGate;
import io.softstart.gate.OpenGates;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A {@code DataSource} for frameworks that want one before the database is there: it stands for
 * what a gate opens, now or later. The gate is an optional one, or one that is awaited in the
 * background.
 *
 * <p>{@code getConnection} blocks while the gate is closed, up to a limit, and then throws {@link
 * GateClosedException}; at once where the gate was given up. An interrupt ends it too, and the flag
 * stays set. When the gate opens, all who wait get connections of its one pool, within the pool's
 * own time-out.
 *
 * <p>Thread-safe. Owns what the gate opens: closing this closes it, also if it opens only later.
 */
public final class GatedDataSource implements DataSource, AutoCloseable {
  /** How soon a gate that is given up is noticed, in nanoseconds. */
  private static final long GLANCE = 250_000_000;

  private final OpenGates open;
  private final AnyGate<? extends DataSource> gate;
  private final Duration limit;
  private final CountDownLatch settled = new CountDownLatch(1);
  private volatile @Nullable DataSource opened;
  private volatile boolean closed;
  private volatile int loginTimeout;

  private GatedDataSource(OpenGates open, AnyGate<? extends DataSource> gate, Duration limit) {
    this.open = open;
    this.gate = gate;
    this.limit = limit;
  }

  /**
   * Returns a {@code DataSource} that stands for what a gate opens.
   *
   * @param open what {@code await} or {@code awaitInBackground} returned
   * @param gate one of its gates
   * @param limit how long one {@code getConnection} waits for the gate
   * @return the {@code DataSource}
   * @throws IllegalArgumentException if the limit is not positive, or the gate was not awaited
   */
  public static GatedDataSource of(
      OpenGates open, AnyGate<? extends DataSource> gate, Duration limit) {
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException("limit: must be positive, but is " + limit);
    }
    GatedDataSource gated = new GatedDataSource(open, gate, limit);
    open.whenOpen(gate, gated::accept);
    return gated;
  }

  private void accept(DataSource source) {
    boolean late;
    synchronized (this) {
      opened = source;
      late = closed;
    }
    settled.countDown();
    if (late) {
      try {
        close(source);
      } catch (Exception nobodyIsLeft) {
        // to tell it to
      }
    }
  }

  /**
   * Returns a connection of what the gate opened.
   *
   * @throws GateClosedException if the gate did not open in time or was given up, if this is
   *     closed, or if the thread is interrupted while it waits
   * @throws SQLException if the pool has no connection
   */
  @Override
  public Connection getConnection() throws SQLException {
    return source().getConnection();
  }

  /**
   * Returns a connection for another user, as far as what the gate opened can do that.
   *
   * @throws GateClosedException as {@link #getConnection()} does
   * @throws SQLException if there is no connection
   */
  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return source().getConnection(user, password);
  }

  private DataSource source() throws SQLException {
    DataSource source = opened;
    return source != null && !closed ? source : awaited();
  }

  private DataSource awaited() throws SQLException {
    long begun = System.nanoTime();
    long patience = loginTimeout > 0 ? TimeUnit.SECONDS.toNanos(loginTimeout) : nanos(limit);
    try {
      boolean over = false;
      while (!over) {
        long waited = System.nanoTime() - begun;
        if (isGivenUp()) {
          throw failure("was given up", waited);
        }
        if (waited >= patience) {
          throw failure("did not open in time", waited);
        }
        over = settled.await(Math.min(patience - waited, GLANCE), TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw failure("is not open yet, and the thread was interrupted", System.nanoTime() - begun);
    }
    DataSource source = opened;
    if (closed || source == null) {
      throw failure("is waited for no more: this DataSource is closed", System.nanoTime() - begun);
    }
    return source;
  }

  private static long nanos(Duration duration) {
    return TimeUnit.NANOSECONDS.convert(duration); // saturates
  }

  private GateClosedException failure(String why, long waited) {
    Optional<Failure> last = open.status(gate).lastFailure();
    return new GateClosedException(gate.name(), Duration.ofNanos(waited), why, last);
  }

  private boolean isGivenUp() {
    return switch (open.status(gate).state()) {
      case PENDING, TRYING, OPEN, LOST -> false; // it is told as open a moment before
      case FAILED, BLOCKED, CANCELLED -> true;
    };
  }

  /**
   * Closes what the gate opened, or lets it be closed when it opens; callers that wait fail.
   * Idempotent.
   *
   * @throws SQLException if closing fails
   */
  @Override
  public void close() throws SQLException {
    DataSource source;
    synchronized (this) {
      source = closed ? null : opened;
      closed = true;
    }
    settled.countDown();
    try {
      close(source);
    } catch (SQLException | RuntimeException failed) {
      throw failed;
    } catch (Exception failed) {
      throw new SQLException("gate '" + gate.name() + "': closing what it opened failed", failed);
    }
  }

  private static void close(@Nullable DataSource source) throws Exception {
    if (source instanceof AutoCloseable closeable) {
      closeable.close();
    }
  }

  /** Bounds the wait for the gate instead of the limit, if positive; the pool keeps its own. */
  @Override
  public void setLoginTimeout(int seconds) {
    loginTimeout = seconds;
  }

  @Override
  public int getLoginTimeout() {
    return loginTimeout;
  }

  @Override
  @SuppressWarnings("exports") // JSpecify: users need not have it
  public @Nullable PrintWriter getLogWriter() throws SQLException {
    DataSource source = opened;
    return source == null ? null : source.getLogWriter();
  }

  /** Reaches only what is open already. */
  @Override
  @SuppressWarnings("exports") // JSpecify: users need not have it
  public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
    DataSource source = opened;
    if (source != null) {
      source.setLogWriter(out);
    }
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  /**
   * Returns this, what the gate opened, or what that wraps; does not wait.
   *
   * @throws SQLException if it is none of them, or not open yet
   */
  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    DataSource source = opened;
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    if (source == null) {
      throw new SQLException("gate '" + gate.name() + "' is not open yet: nothing to unwrap");
    }
    return type.isInstance(source) ? type.cast(source) : source.unwrap(type);
  }

  /** {@return whether {@link #unwrap} would find it at this moment} */
  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    DataSource source = opened;
    return type.isInstance(this)
        || (source != null && (type.isInstance(source) || source.isWrapperFor(type)));
  }

  /** {@return the gate's name and whether it is open} */
  @Override
  public String toString() {
    return "GatedDataSource[" + gate.name() + (opened == null ? ", not open yet]" : ", open]");
  }
}
