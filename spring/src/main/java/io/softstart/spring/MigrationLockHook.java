package io.softstart.spring;

import io.softstart.diagnosis.Diagnosis;
import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Attempt;
import io.softstart.gate.GateStatus;
import io.softstart.gate.Probe;
import io.softstart.gate.Surroundings;
import io.softstart.jdbc.JdbcProbe;
import io.softstart.jdbc.migration.FlywayLock;
import io.softstart.jdbc.migration.HeldLock;
import io.softstart.jdbc.migration.LiquibaseLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Says who holds the lock of Flyway or Liquibase, where somebody does. Asks once before it begins,
 * through the migration's own {@code DataSource}, and only where a gate has proved its login.
 *
 * <p>Liquibase waits for its lock by itself, and only where it has something to do, which nobody
 * knows better: it begins at once, and the gate tells beside it until it ends. Flyway always takes
 * its lock and waits less long than a migration may take, so that it begins when the lock is free;
 * what a strategy of the application's own makes of it is not known.
 */
final class MigrationLockHook implements OwnClients.Hook {
  private static final String LIQUIBASE = "liquibase.integration.spring.SpringLiquibase";
  private static final String LOCK_TABLE = "DATABASECHANGELOGLOCK";
  private static final String LOCKED = "liquibase.exception.LockException";
  private static final String GATE = "-lock";
  private static final String BEGINS =
      "; Liquibase begins meanwhile, and waits for the lock if it has something to migrate";
  private static final int DEEPEST = 30;

  private final OwnGates gates;
  private final Set<String> running = ConcurrentHashMap.newKeySet();

  MigrationLockHook(OwnGates gates) {
    this.gates = gates;
  }

  /** Tells the lock; null if nobody holds it. */
  private interface Lock {
    @Nullable HeldLock read(Connection connection, Surroundings surroundings, boolean mayChange)
        throws SQLException;
  }

  /**
   * {@return whether a gate may be why a start failed} While Liquibase begins, its lock may be held
   * and told, and what it fails of may be another thing.
   */
  static boolean mayHaveEnded(String gate, Throwable thrown) {
    if (!gate.equals(MigrationGates.LIQUIBASE + GATE)) {
      return true;
    }
    Throwable cause = thrown;
    for (int i = 0; i < DEEPEST && cause != null; i++) {
      if (cause.getClass().getName().equals(LOCKED)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  /** Both migrate when they are initialized. */
  @Override
  public void before(String name, Object bean) {
    FlywaySettings flyway = FlywaySettings.ofInitializer(bean);
    if (flyway != null && flyway.usual()) {
      Lock lock = (connection, surroundings, mayChange) -> FlywayLock.read(connection);
      await(MigrationGates.FLYWAY, flyway.source(), lock, false);
    }
    for (Class<?> type = bean.getClass(); type != null; type = type.getSuperclass()) {
      if (type.getName().equals(LIQUIBASE)) {
        running.add(name);
        await(MigrationGates.LIQUIBASE, sourceOf(bean), new LiquibaseLock()::read, true);
      }
    }
  }

  /** Nobody waits for a lock any more: the migration has ended, or had nothing to do. */
  @Override
  public void see(String name, Object bean) {
    if (running.remove(name)) {
      gates.forget(MigrationGates.LIQUIBASE + GATE);
    }
  }

  private static @Nullable DataSource sourceOf(Object liquibase) {
    try {
      Class<?> type = liquibase.getClass();
      Object schema = type.getMethod("getLiquibaseSchema").invoke(liquibase);
      Object ofChanges = type.getMethod("getDefaultSchema").invoke(liquibase);
      Object table = type.getMethod("getDatabaseChangeLogLockTable").invoke(liquibase);
      boolean usual = table == null || LOCK_TABLE.equalsIgnoreCase(table.toString());
      return usual && schema == null && ofChanges == null
          ? (DataSource) type.getMethod("getDataSource").invoke(liquibase)
          : null;
    } catch (ReflectiveOperationException changed) {
      return null;
    }
  }

  private void await(String tool, @Nullable DataSource source, Lock lock, boolean beside) {
    if (source == null || gates.isOver() || !hasProvenLogin(tool)) {
      return;
    }
    Asked asked = new Asked(source, lock, beside);
    Exception failed = LimitedCall.failureOf(asked::once);
    if (failed instanceof StillHeld) {
      gates.opens(tool + GATE, asked, gate -> gate, asked::isTold);
    }
  }

  private boolean hasProvenLogin(String tool) {
    Optional<GateStatus> own = gates.settled(tool);
    Optional<GateStatus> status = own.isPresent() ? own : gates.settled("datasource");
    return status.isPresent() && status.get().state() == GateStatus.State.OPEN;
  }

  /** Somebody holds the lock. */
  private static final class StillHeld extends Exception {
    private static final long serialVersionUID = 1;
  }

  private static final class Asked implements Probe<Void> {
    private final DataSource source;
    private final Lock lock;
    private final boolean beside;
    private volatile boolean told;
    private volatile String first = "";

    Asked(DataSource source, Lock lock, boolean beside) {
      this.source = source;
      this.lock = lock;
      this.beside = beside;
    }

    /** Whether the migration is to begin meanwhile: the lock is held, and was not freed. */
    boolean isTold() {
      return beside && told;
    }

    Void once() throws Exception {
      HeldLock held = held(Surroundings.DEFAULT, false);
      if (held != null) {
        first = held.lock();
        throw new StillHeld();
      }
      return nothing();
    }

    @Override
    public Void open(Attempt attempt) throws Exception {
      HeldLock held = held(attempt.surroundings(), !attempt.isLook() && !isTold());
      if (held != null && isTold() && !attempt.isLook() && held.lock().equals(first)) {
        held = held(attempt.surroundings(), true); // a later lock may be our own Liquibase's
      }
      if (held != null && !isOurs(held)) {
        told = held.state() != HeldLock.State.FREED;
        String reason = isTold() ? held.reason() + BEGINS : held.reason();
        throw attempt.notReady(Failure.of(FailureKind.NOT_YET, reason, held.action()));
      }
      return nothing();
    }

    /** The migration that has begun meanwhile has it. */
    private boolean isOurs(HeldLock held) {
      return beside && told && held.here() && !held.lock().equals(first);
    }

    private @Nullable HeldLock held(Surroundings surroundings, boolean mayChange)
        throws SQLException {
      try (Connection connection = source.getConnection()) {
        HeldLock held = lock.read(connection, surroundings, mayChange);
        if (!connection.getAutoCommit()) {
          connection.rollback();
        }
        return held;
      }
    }

    @SuppressWarnings("NullAway") // Void has no other value
    private static Void nothing() {
      return null;
    }

    @Override
    public Diagnosis diagnosis() {
      return JdbcProbe.dataSource(source).diagnosis();
    }
  }
}
