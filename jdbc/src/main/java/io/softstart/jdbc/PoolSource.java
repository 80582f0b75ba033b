package io.softstart.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.softstart.config.Secret;
import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Attempt;
import io.softstart.net.ServiceUrl;
import io.softstart.net.Target;
import io.softstart.redact.SecretNames;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Logs in once and builds the pool on that connection. */
final class PoolSource implements Source<HikariDataSource> {
  private final @Nullable ServiceUrl url;
  private final @Nullable HikariConfig settings;
  private final CredentialsSource account;
  private final ConnectionFactory logins;
  private final AttemptLogins attempts;

  /**
   * Prepares attempts.
   *
   * @param url of the driver; null if the logins need none
   * @param settings of the pool, ours alone; null for HikariCP's defaults
   */
  private PoolSource(
      @Nullable ServiceUrl url,
      @Nullable HikariConfig settings,
      CredentialsSource account,
      ConnectionFactory logins) {
    this.url = url;
    this.settings = settings;
    this.account = account;
    this.logins = logins;
    this.attempts = new AttemptLogins(logins, account);
  }

  /** HikariCP is not touched before a login succeeded: loading it starts the logging. */
  static PoolSource of(ServiceUrl url, CredentialsSource account) {
    ConnectionFactory logins = new DriverConnectionFactory(url.reveal(), null, new Properties());
    return new PoolSource(url, null, account, logins);
  }

  static PoolSource of(HikariConfig config) {
    HikariConfig settings = new HikariConfig();
    config.copyStateTo(settings);
    Properties options = settings.getDataSourceProperties();
    guard(options);
    CredentialsSource account = new ConfiguredCredentials(settings);
    DataSource given = settings.getDataSource();
    if (given != null) {
      return new PoolSource(null, settings, account, new DataSourceConnectionFactory(given));
    }
    String className = settings.getDataSourceClassName();
    if (isSet(className)) {
      return new PoolSource(
          null, settings, account, new DataSourceConnectionFactory(className, options));
    }
    String url = settings.getJdbcUrl();
    if (!isSet(url) && isSet(settings.getDataSourceJNDI())) {
      throw new IllegalArgumentException(
          "config: dataSourceJNDI is not supported, look the DataSource up and set it");
    }
    ServiceUrl guarded = ServiceUrl.of(url == null ? "" : url);
    String driver = isSet(settings.getDriverClassName()) ? settings.getDriverClassName() : null;
    ConnectionFactory logins = new DriverConnectionFactory(guarded.reveal(), driver, options);
    return new PoolSource(guarded, settings, account, logins);
  }

  /** Lets the values of options that are named like secrets be masked from now on. */
  private static void guard(Properties options) {
    for (String name : options.stringPropertyNames()) {
      if (SecretNames.isSecret(name)) {
        Secret.of(options.getProperty(name));
      }
    }
  }

  private static boolean isSet(@Nullable String setting) {
    return setting != null && !setting.isEmpty();
  }

  @Override
  public HikariDataSource open(Attempt attempt, List<ConnectionCheck> checks) throws Exception {
    Failure fault = url == null ? null : UrlProblem.in(url.reveal());
    if (fault != null) {
      throw attempt.notReady(fault);
    }
    Connection connection = attempts.connect(attempt);
    ProvenDataSource source = attempt.own(new ProvenDataSource(connection, logins, account));
    AbortAtCut abort = attempt.own(new AbortAtCut(connection));
    try {
      if (settings != null) {
        setUp(connection, settings, attempt);
      }
      ConnectionCheck.passAll(checks, connection, attempt);
      Vendor vendor = url == null ? null : Vendor.of(url.reveal());
      int size = settings == null ? 0 : settings.getMaximumPoolSize();
      RoomForPool.check(connection, vendor, size, attempt);
      logins.release(connection);
    } finally {
      abort.done();
    }
    if (attempt
        .remaining()
        .isZero()) { // nobody waits for it any more: no pool that starts and ends
      throw attempt.notReady(
          Failure.of(
              FailureKind.TIMED_OUT,
              "the login took longer than the attempt's limit",
              "look for an overloaded server or machine"));
    }
    return attempt.own(new HikariDataSource(poolOn(source)));
  }

  /** Does what the pool will do, since a pool whose start fails is slow, and silent about it. */
  private static void setUp(Connection connection, HikariConfig settings, Attempt attempt)
      throws Exception {
    if (isSet(settings.getCatalog())) {
      connection.setCatalog(settings.getCatalog());
    }
    if (isSet(settings.getSchema())) {
      connection.setSchema(settings.getSchema());
    }
    if (isSet(settings.getConnectionInitSql())) {
      SqlCheck.statement("connectionInitSql", settings.getConnectionInitSql())
          .pass(connection, attempt);
    }
    if (isSet(settings.getConnectionTestQuery())) {
      SqlCheck.statement("connectionTestQuery", settings.getConnectionTestQuery())
          .pass(connection, attempt);
    }
  }

  private HikariConfig poolOn(ProvenDataSource source) {
    HikariConfig pool = new HikariConfig();
    if (settings != null) {
      settings.copyStateTo(pool);
    } else if (url != null) {
      pool.setJdbcUrl(url.reveal());
    }
    pool.setDataSource(source);
    pool.setDataSourceClassName(null); // else HikariCP warns that it is ignored
    if (pool.getInitializationFailTimeout() < 1) {
      pool.setInitializationFailTimeout(1); // takes the proven connection at once
    }
    return pool;
  }

  @Override
  public List<HostFailure> failuresByHost(Attempt attempt) {
    return attempts.failuresByHost(attempt);
  }

  @Override
  public Optional<Target> target() {
    return url == null ? Optional.empty() : Optional.of(JdbcTarget.of(url.reveal()));
  }

  @Override
  public Optional<Target.Endpoint> dials() {
    return logins.dials();
  }

  @Override
  public void preload() {
    logins.preload();
  }

  @Override
  public @Nullable String user() {
    String user = url == null ? null : UrlOptions.find(url.reveal(), "user"); // the driver's choice
    if (user == null) {
      user = account.user();
    }
    if (user == null && settings != null) {
      user = settings.getDataSourceProperties().getProperty("user");
    }
    return user;
  }

  @Override
  public boolean namesNoUser() {
    return url != null
        && !account.mayChange()
        && user() == null
        && UrlOptions.namesNoUser(url.reveal());
  }

  @Override
  public @Nullable Failure oddity() {
    return url == null ? null : UrlProblem.blankEnd(url.reveal());
  }

  @Override
  public boolean passwordMayChange() {
    return account.mayChange();
  }
}
