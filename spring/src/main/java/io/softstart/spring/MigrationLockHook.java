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
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Waits, before Flyway or Liquibase begins, while somebody holds its lock, and says who. Asks once,
 * through the migration's own {@code DataSource}, and only where a gate has proved its login.
 */
final class MigrationLockHook implements OwnClients.Hook {
  private static final String LIQUIBASE = "liquibase.integration.spring.SpringLiquibase";
  private static final String LOCK_TABLE = "DATABASECHANGELOGLOCK";

  private final OwnGates gates;

  MigrationLockHook(OwnGates gates) {
    this.gates = gates;
  }

  /** Tells the lock; null if nobody holds it. */
  private interface Lock {
    @Nullable HeldLock read(Connection connection, Surroundings surroundings, boolean mayChange)
        throws SQLException;
  }

  /** Flyway migrates in another bean, which comes after it. */
  @Override
  public void see(String name, Object bean) {
    if (FlywaySettings.isFlyway(bean)) {
      FlywaySettings settings = FlywaySettings.of(bean);
      if (settings.usual()) {
        await(
            MigrationGates.FLYWAY,
            settings.source(),
            (connection, surroundings, mayChange) -> FlywayLock.read(connection));
      }
    }
  }

  /** Liquibase migrates when it is initialized. */
  @Override
  public void before(String name, Object bean) {
    for (Class<?> type = bean.getClass(); type != null; type = type.getSuperclass()) {
      if (type.getName().equals(LIQUIBASE)) {
        await(MigrationGates.LIQUIBASE, sourceOf(bean), new LiquibaseLock()::read);
      }
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

  private void await(String tool, @Nullable DataSource source, Lock lock) {
    if (source == null || gates.isOver() || !hasProvenLogin(tool)) {
      return;
    }
    Asked asked = new Asked(source, lock);
    Exception failed = LimitedCall.failureOf(asked::once);
    if (failed instanceof StillHeld) {
      gates.opens(tool + "-lock", asked, gate -> gate, () -> false);
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

    Asked(DataSource source, Lock lock) {
      this.source = source;
      this.lock = lock;
    }

    Void once() throws Exception {
      if (held(Surroundings.DEFAULT, false) != null) {
        throw new StillHeld();
      }
      return nothing();
    }

    @Override
    public Void open(Attempt attempt) throws Exception {
      HeldLock held = held(attempt.surroundings(), !attempt.isLook());
      if (held != null) {
        throw attempt.notReady(Failure.of(FailureKind.NOT_YET, held.reason(), held.action()));
      }
      return nothing();
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
