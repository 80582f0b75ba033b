package io.softstart.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.softstart.config.Secret;
import io.softstart.net.ServiceUrl;
import io.softstart.testkit.PostgresServer;
import io.softstart.trial.Trial;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

/** What is handed over, and that the login that proved readiness is its first connection. */
class PoolTest {
  private static PostgresServer postgres;

  @BeforeAll
  static void start() {
    postgres = PostgresServer.builder().setting("log_connections", "all").build();
    postgres.start();
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  private static JdbcProbe<HikariDataSource> probe() {
    return JdbcProbe.pool(ServiceUrl.of(postgres.jdbcUrl()), "app", Secret.of("app-password"));
  }

  private static HikariConfig config() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(postgres.jdbcUrl());
    config.setUsername("app");
    config.setPassword("app-password");
    config.setMaximumPoolSize(1);
    return config;
  }

  /** Logins of the role that the server has seen and logged. */
  private static int loginsSeen() {
    return postgres.log().split("connection authorized: user=app ", -1).length - 1;
  }

  private static String ask(HikariDataSource pool, String sql) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  @Test
  void serverSeesExactlyOneLogin() throws Exception {
    int before = loginsSeen();
    AtomicReference<String> proving = new AtomicReference<>();
    // the check runs on the connection that proves readiness, and leaves its backend's number
    postgres.sql(
        "create table if not exists proof (pid int); truncate proof; grant all on proof to app");
    HikariConfig config = config();
    try (Trial<HikariDataSource> trial =
        Trial.once(
            JdbcProbe.pool(config)
                .query("insert into proof values (pg_backend_pid()) returning pid"))) {
      HikariDataSource pool = trial.get();
      assertThat(pool.getHikariPoolMXBean().getTotalConnections()).isEqualTo(1);
      proving.set(postgres.queryValue("select pid from proof").orElseThrow());
      assertThat(ask(pool, "select pg_backend_pid()")).isEqualTo(proving.get());
      assertThat(postgres.queryValue("select count(*) from pg_stat_activity where usename = 'app'"))
          .contains("1");
      assertThat(loginsSeen() - before).isEqualTo(1);
    }
    assertThat(isLeftAlone()).as("closed with the pool").isTrue();
  }

  /** A server notices a moment later that a client has gone. */
  private static boolean isLeftAlone() throws Exception {
    String still = "select count(*) from pg_stat_activity where usename = 'app'";
    for (int i = 0; i < 100 && !postgres.queryValue(still).equals(Optional.of("0")); i++) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return postgres.queryValue(still).equals(Optional.of("0"));
  }

  @Test
  void poolWorksAndGrows() throws Exception {
    try (Trial<HikariDataSource> trial = Trial.once(probe())) {
      HikariDataSource pool = trial.get();
      try (Connection first = pool.getConnection();
          Connection second = pool.getConnection()) {
        assertThat(first.isValid(1)).isTrue();
        assertThat(second.isValid(1)).isTrue();
        assertThat(first.unwrap(Connection.class)).isNotSameAs(second.unwrap(Connection.class));
      }
      assertThat(pool.getJdbcUrl()).isEqualTo(postgres.jdbcUrl());
    }
  }

  @Test
  void attemptsTimeoutsDoNotStay() throws Exception {
    int global = DriverManager.getLoginTimeout();
    try (Trial<HikariDataSource> trial = Trial.once(probe())) {
      try (Connection connection = trial.get().getConnection()) {
        assertThat(connection.getNetworkTimeout()).isZero();
      }
    }
    String url = postgres.jdbcUrl() + "?socketTimeout=77";
    try (Trial<HikariDataSource> trial =
        Trial.once(JdbcProbe.pool(ServiceUrl.of(url), "app", Secret.of("app-password")))) {
      try (Connection connection = trial.get().getConnection()) {
        assertThat(connection.getNetworkTimeout()).isEqualTo(77_000);
      }
    }
    HikariConfig config = config();
    config.addDataSourceProperty("socketTimeout", "66");
    try (Trial<HikariDataSource> trial = Trial.once(JdbcProbe.pool(config))) {
      try (Connection connection = trial.get().getConnection()) {
        assertThat(connection.getNetworkTimeout()).isEqualTo(66_000);
      }
    }
    assertThat(DriverManager.getLoginTimeout()).as("global to the JVM").isEqualTo(global);
  }

  @Test
  void allSettingsOfAConfigurationAreKept() throws Exception {
    HikariConfig config = config();
    config.setPoolName("orders-pool");
    config.setMaximumPoolSize(3);
    config.setMinimumIdle(2);
    config.setConnectionTimeout(1_234);
    config.setAutoCommit(false);
    config.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
    config.setSchema("pg_catalog");
    config.setConnectionInitSql("set application_name = 'initialised'");
    config.setRegisterMbeans(true);
    config.setAllowPoolSuspension(true);
    config.setInitializationFailTimeout(-1);
    config.addDataSourceProperty("ApplicationName", "orders");
    try (Trial<HikariDataSource> trial = Trial.once(JdbcProbe.pool(config))) {
      HikariDataSource pool = trial.get();
      assertThat(pool.getPoolName()).isEqualTo("orders-pool");
      assertThat(pool.getMaximumPoolSize()).isEqualTo(3);
      assertThat(pool.getMinimumIdle()).isEqualTo(2);
      assertThat(pool.getConnectionTimeout()).isEqualTo(1_234);
      assertThat(pool.getUsername()).isEqualTo("app");
      try (Connection connection = pool.getConnection()) {
        assertThat(connection.getAutoCommit()).isFalse();
        assertThat(connection.getSchema()).isEqualTo("pg_catalog");
        assertThat(connection.getTransactionIsolation())
            .isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
      }
      assertThat(ask(pool, "show application_name")).isEqualTo("initialised");
      assertThat(
              ManagementFactory.getPlatformMBeanServer()
                  .isRegistered(new ObjectName("com.zaxxer.hikari:type=Pool (orders-pool)")))
          .isTrue();
      pool.getHikariPoolMXBean().suspendPool();
      pool.getHikariPoolMXBean().resumePool();
    }
    assertThat(config.getDataSource()).as("the user's configuration").isNull();
    assertThat(config.getInitializationFailTimeout()).isEqualTo(-1);
    assertThat(config.getDataSourceProperties()).hasSize(1);
  }

  @Test
  void configurationMayBeChangedAfterwards() {
    HikariConfig config = config();
    JdbcProbe<HikariDataSource> probe = JdbcProbe.pool(config);
    config.setJdbcUrl("jdbc:postgresql://127.0.0.1:1/app");
    config.setMaximumPoolSize(9);
    try (Trial<HikariDataSource> trial = Trial.once(probe)) {
      assertThat(trial.get().getMaximumPoolSize()).isEqualTo(1);
    }
  }

  @Test
  void driverByItsName() throws Exception {
    HikariConfig config = config();
    config.setDriverClassName("org.postgresql.Driver");
    try (Trial<HikariDataSource> trial = Trial.once(JdbcProbe.pool(config))) {
      assertThat(ask(trial.get(), "select 1")).isEqualTo("1");
    }
  }

  @Test
  void dataSourceOfTheConfiguration() throws Exception {
    PGSimpleDataSource own = new PGSimpleDataSource();
    own.setUrl(postgres.jdbcUrl());
    HikariConfig config = config();
    config.setJdbcUrl(null);
    config.setDataSource(own);
    int before = loginsSeen();
    try (Trial<HikariDataSource> trial = Trial.once(JdbcProbe.pool(config))) {
      assertThat(ask(trial.get(), "select 1")).isEqualTo("1");
      assertThat(trial.get().unwrap(PGSimpleDataSource.class)).isSameAs(own);
      assertThat(loginsSeen() - before).isEqualTo(1);
    }
  }

  @Test
  void dataSourceClassOfTheConfiguration() throws Exception {
    HikariConfig config = config();
    config.setJdbcUrl(null);
    config.setDataSourceClassName("org.postgresql.ds.PGSimpleDataSource");
    Properties options = new Properties();
    options.setProperty("serverName", "127.0.0.1");
    options.setProperty("portNumber", Integer.toString(postgres.port()));
    options.setProperty("databaseName", "app");
    config.setDataSourceProperties(options);
    try (Trial<HikariDataSource> trial = Trial.once(JdbcProbe.pool(config))) {
      assertThat(ask(trial.get(), "select 1")).isEqualTo("1");
      assertThat(trial.get().isWrapperFor(PGSimpleDataSource.class)).isTrue();
    }
  }

  @Test
  void minimumIdleOfZeroIsRespected() throws Exception {
    HikariConfig config = config();
    config.setMinimumIdle(0);
    try (Trial<HikariDataSource> trial = Trial.once(JdbcProbe.pool(config))) {
      assertThat(trial.get().getHikariPoolMXBean().getTotalConnections()).isZero();
      assertThat(ask(trial.get(), "select 1")).isEqualTo("1");
    }
  }

  @Test
  @Timeout(20)
  void rotatedPasswordIsReadForThePoolsLaterLogins() throws Exception {
    postgres.sql("create role rotated login password 'first-value'");
    AtomicReference<String> current = new AtomicReference<>("first-value");
    AtomicInteger askedSince = new AtomicInteger();
    JdbcProbe<HikariDataSource> probe =
        JdbcProbe.pool(
            ServiceUrl.of(postgres.jdbcUrl()),
            "rotated",
            () -> {
              String value = current.get();
              if (value.equals("second-value")) {
                askedSince.incrementAndGet();
              }
              return Secret.of(value);
            });
    try (Trial<HikariDataSource> trial = Trial.once(probe)) {
      HikariDataSource pool = trial.get();
      pool.setConnectionTimeout(5_000);
      postgres.sql("alter role rotated password 'second-value'");
      current.set("second-value");
      pool.getHikariPoolMXBean().softEvictConnections();
      while (pool.getHikariPoolMXBean().getTotalConnections() < pool.getMaximumPoolSize()) {
        assertThat(ask(pool, "select current_user")).isEqualTo("rotated");
      }
      assertThat(askedSince).hasPositiveValue();
    }
  }

  @Test
  void passwordOfARunningPoolCanBeChangedAsWithPlainHikari() throws Exception {
    postgres.sql("create role managed login password 'first-value'");
    HikariConfig config = config();
    config.setUsername("managed");
    config.setPassword("first-value");
    try (Trial<HikariDataSource> trial = Trial.once(JdbcProbe.pool(config))) {
      postgres.sql("alter role managed password 'second-value'");
      trial.get().getHikariConfigMXBean().setPassword("second-value");
      trial.get().getHikariPoolMXBean().softEvictConnections();
      assertThat(ask(trial.get(), "select current_user")).isEqualTo("managed");
    }
  }

  @Test
  void recheckPassesWhileItIsGoodAndFailsWhenItIsNot() throws Exception {
    postgres.sql("create table stable (id int); grant all on stable to app");
    var gate = io.softstart.gate.Gate.of("db", probe().table("stable")).successThreshold(2);
    try (Trial<HikariDataSource> trial = Trial.of(gate, Duration.ofSeconds(10))) {
      assertThat(trial.get().isRunning()).isTrue();
    }
  }
}
