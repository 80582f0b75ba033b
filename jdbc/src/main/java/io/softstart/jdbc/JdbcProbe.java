package io.softstart.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.softstart.config.Secret;
import io.softstart.diagnosis.Diagnosis;
import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Attempt;
import io.softstart.gate.Pressure;
import io.softstart.gate.Probe;
import io.softstart.net.ServiceUrl;
import io.softstart.net.Target;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Tries a relational database by logging in once, and by what {@link #table}, {@link #query},
 * {@link #writable} and {@link #migratedTo} ask of it.
 *
 * <p>An attempt of {@code pool(..)} is one bare login of the driver. When it and all checks are
 * good, the HikariCP pool is built on that very connection: the login that proved readiness is the
 * application's first connection, and a database that is not ready never sees a pool. (A pool with
 * {@code minimumIdle} 0 closes it, since it keeps no idle connection.)
 *
 * <p>An attempt blocks for as long as the driver does. Where PostgreSQL's URL and properties set no
 * {@code connectTimeout} and {@code socketTimeout}, the attempt does, from the time it has left;
 * the application's connections are not affected. Nothing that is global to the JVM is touched.
 *
 * <p>Immutable and thread-safe; every method that adds a check returns a new probe.
 *
 * @param <D> what the gate hands over
 */
public final class JdbcProbe<D extends DataSource> implements Probe<D> {
  private final Source<D> source;
  private final List<ConnectionCheck> checks;
  private final boolean warm;
  private final AtomicBoolean hidesRefusals = new AtomicBoolean();

  private JdbcProbe(Source<D> source, List<ConnectionCheck> checks, boolean warm) {
    this.source = source;
    this.checks = checks;
    this.warm = warm;
  }

  /**
   * Returns a probe that opens a pool with HikariCP's defaults.
   *
   * @param url for example {@code jdbc:postgresql://db:5432/orders}; a malformed one fails the
   *     first attempt as {@code MISCONFIGURED}
   * @param user the user name; PostgreSQL's driver prefers a user or password in the URL
   * @param password the user's password
   * @return the probe
   */
  public static JdbcProbe<HikariDataSource> pool(ServiceUrl url, String user, Secret password) {
    return of(url, NamedCredentials.given(user, password));
  }

  /**
   * Returns a probe like {@link #pool(ServiceUrl, String, Secret)} with a password that may change
   * while it waits and while the pool is used.
   *
   * @param url for example {@code jdbc:postgresql://db:5432/orders}
   * @param user the user name
   * @param password asked anew for each login, those of the pool included, on the thread that logs
   *     in; what it throws fails the attempt, which is tried again
   * @return the probe
   */
  public static JdbcProbe<HikariDataSource> pool(
      ServiceUrl url, String user, Supplier<Secret> password) {
    return of(url, NamedCredentials.supplied(user, password));
  }

  /**
   * Returns a probe that opens a pool with these settings, all of which are kept. The configuration
   * is copied and left untouched. The gate replaces the pool's own wait for the database: an {@code
   * initializationFailTimeout} below 1 becomes 1. {@code connectionInitSql} and {@code
   * connectionTestQuery} run twice on the first connection.
   *
   * @param config with a URL, a {@code DataSource} or the name of a {@code DataSource} class;
   *     without any of them the first attempt fails as {@code MISCONFIGURED}
   * @return the probe
   * @throws IllegalArgumentException if the configuration names its {@code DataSource} by JNDI
   *     only: look it up and set it
   */
  public static JdbcProbe<HikariDataSource> pool(HikariConfig config) {
    return new JdbcProbe<>(PoolSource.of(config), List.of(), false);
  }

  /**
   * Returns a probe for a {@code DataSource} that belongs to somebody else. An attempt borrows a
   * connection and closes it again; the {@code DataSource} itself is never closed.
   *
   * <p>A pool's {@code getConnection} tells nothing before its own time-out (HikariCP: 30 s); let
   * that be shorter than the gate's attempt timeout (10 s), or the cause stays hidden.
   *
   * @param existing the {@code DataSource}
   * @param <D> its type
   * @return the probe
   */
  public static <D extends DataSource> JdbcProbe<D> dataSource(D existing) {
    return new JdbcProbe<>(new ExistingSource<>(existing), List.of(), false);
  }

  /**
   * Returns a probe that logs in and out again, for applications whose framework makes the pool
   * itself. Needs no HikariCP. What the gate hands over keeps no connection: each one that it gives
   * is a login of its own.
   *
   * @param url for example {@code jdbc:postgresql://db:5432/orders}; a malformed one fails the
   *     first attempt as {@code MISCONFIGURED}
   * @param options passed to the driver, {@code user} and {@code password} among them; copied
   * @return the probe
   */
  public static JdbcProbe<DataSource> login(ServiceUrl url, Properties options) {
    return new JdbcProbe<>(LoginSource.of(url, options), List.of(), false);
  }

  /** Returns a probe that logs in and out again. */
  static JdbcProbe<DataSource> login(ServiceUrl url, CredentialsSource account) {
    return new JdbcProbe<>(new LoginSource(url, account), List.of(), false);
  }

  private static JdbcProbe<HikariDataSource> of(ServiceUrl url, CredentialsSource account) {
    return new JdbcProbe<>(PoolSource.of(url, account), List.of(), false);
  }

  /**
   * Returns a probe that also wants a table, view or the like to be there and readable; until then
   * it is {@code NOT_YET}.
   *
   * @param name {@code orders} or {@code sales.orders}, as one writes it in SQL; a part that is
   *     case-sensitive or a reserved word in double quotes
   * @return the probe with this check behind the others
   * @throws IllegalArgumentException if it is not a table name
   */
  public JdbcProbe<D> table(String name) {
    return with(SqlCheck.table(TableName.of(name)));
  }

  /**
   * Returns a probe that also wants a statement to succeed; until then it is {@code NOT_YET}. A
   * query must yield a row, and what stands first in it must be neither NULL nor false, which is 0
   * to some databases; only its first row is read.
   *
   * @param sql one statement, without parameters; it may run many times
   * @return the probe with this check behind the others
   * @throws IllegalArgumentException if it is blank
   */
  public JdbcProbe<D> query(String sql) {
    if (sql.isBlank()) {
      throw new IllegalArgumentException("query: must not be blank");
    }
    return with(SqlCheck.query(sql));
  }

  /**
   * Returns a probe that also wants the database to take writes; until then it is {@code NOT_YET}.
   * PostgreSQL must not be a standby or have {@code default_transaction_read_only}; MySQL and
   * MariaDB must not have {@code read_only} or {@code innodb_read_only}, also for users whom these
   * do not bind. Of other databases only what {@link java.sql.Connection#isReadOnly} tells is
   * known, with many drivers nothing.
   *
   * @return the probe with this check behind the others
   */
  public JdbcProbe<D> writable() {
    return with(new WritableCheck());
  }

  /**
   * Returns a probe that also wants migrations to have run; until then it is {@code NOT_YET}. The
   * history of Flyway ({@code flyway_schema_history}), else that of Liquibase ({@code
   * databasechangelog}), must be there with at least one row, none of them failed, and nobody may
   * hold the lock of either. Both are looked for where the connection looks for tables ({@code
   * search_path}). A history of another name is a matter for {@link #query}.
   *
   * <p>A lock that is held is told with its holder, its age, and whether the holder lives by the
   * server's sessions, as far as PostgreSQL, MySQL and MariaDB tell. Where Liquibase's holder is
   * surely dead, the operator's {@code SOFTSTART_MIGRATION_LOCK=release-dead} lets an attempt free
   * the lock. Flyway's ends with its session, and is never touched.
   *
   * <p>Migrations that are to come cannot be known: {@link #migratedTo} is safer.
   *
   * @return the probe with this check behind the others
   */
  public JdbcProbe<D> migrated() {
    return with(new MigrationCheck(null));
  }

  /**
   * Returns a probe like that of {@link #migrated()} that also wants the highest version applied to
   * be at least this one. Repeatable migrations have no version and do not count. Liquibase's
   * versions are those tags and change set ids that are numbers.
   *
   * @param version numbers separated by dots or underscores; 2.10 is above 2.9, and 2 equals 2.0
   * @return the probe with this check behind the others
   * @throws IllegalArgumentException if it is not a version
   */
  public JdbcProbe<D> migratedTo(String version) {
    return with(new MigrationCheck(SchemaVersion.of(version)));
  }

  /**
   * Returns a probe that also waits until the HikariCP pool has its {@code minimumIdle}
   * connections, or as many as it may have. It does so within the attempt, whose limit must
   * suffice: a pool that stays too small is {@code NOT_YET}, and is closed if the probe opened it.
   * With a {@code DataSource} that is no such pool the gate fails as {@code MISCONFIGURED}.
   *
   * @return the probe with this check behind all others
   */
  public JdbcProbe<D> poolWarm() {
    return new JdbcProbe<>(source, checks, true);
  }

  private JdbcProbe<D> with(ConnectionCheck check) {
    List<ConnectionCheck> all = new ArrayList<>(checks);
    all.add(check);
    return new JdbcProbe<>(source, List.copyOf(all), warm);
  }

  @Override
  public D open(Attempt attempt) throws Exception {
    try {
      D opened = source.open(attempt, checks);
      if (warm) {
        WarmPool.await(opened, attempt);
      }
      return opened;
    } catch (Exception notYet) {
      PoolWarmUp.ONCE.begin();
      throw orOddity(counted(notYet, attempt), attempt);
    }
  }

  private Exception counted(Exception failure, Attempt attempt) {
    return new RefusedLogins(source, diagnosis(), attempt, hidesRefusals).countIn(failure);
  }

  /** A login that will not succeed is told with what is odd about its URL. */
  private Exception orOddity(Exception failure, Attempt attempt) {
    @Nullable Failure oddity = failure instanceof SQLException ? source.oddity() : null;
    if (oddity == null || failure instanceof FailedCheckException) {
      return failure;
    }
    boolean waits =
        diagnosis()
            .diagnose(failure)
            .map(known -> known.kind().verdict() == FailureKind.Verdict.WAIT)
            .orElse(true);
    if (waits) {
      return failure;
    }
    Exception told = attempt.notReady(oddity);
    told.addSuppressed(failure);
    return told;
  }

  /** Borrows a connection of what was opened, lets the driver check it, and repeats the checks. */
  @Override
  public void recheck(D opened, Attempt attempt) throws Exception {
    try {
      source.recheck(opened, attempt, checks);
    } catch (Exception lost) {
      throw counted(lost, attempt);
    }
    if (warm) {
      WarmPool.await(opened, attempt);
    }
  }

  /** {@inheritDoc} Known of a HikariCP pool that is not wrapped in something else. */
  @Override
  public Optional<Pressure> pressure(D opened) {
    return opened instanceof HikariDataSource pool
        ? Optional.of(PoolPressure.of(pool).pressure())
        : Optional.empty();
  }

  @Override
  public Diagnosis diagnosis() {
    return JdbcDiagnosis.of(source);
  }

  @Override
  public Optional<Target> target() {
    return source.target();
  }

  @Override
  public Optional<Target.Endpoint> dials() {
    return source.dials();
  }

  @Override
  public void preload() {
    source.preload();
    PoolWarmUp.ONCE.run();
  }
}
