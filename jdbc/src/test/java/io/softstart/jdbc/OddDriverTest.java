package io.softstart.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.net.ServiceUrl;
import io.softstart.trial.Trial;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Properties;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Drivers and wrappers that lack a part of JDBC. An application that does not use that part starts
 * without Softstart, so that a gate has to open.
 */
class OddDriverTest {
  private static final String H2 = "jdbc:h2:mem:odd";

  /** Throws this for one method of connections and statements. */
  private static DataSource lacking(String method, Throwable thrown) {
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setURL(H2);
    return wrapped(DataSource.class, h2, method, thrown);
  }

  @SuppressWarnings("unchecked")
  private static <T> T wrapped(Class<T> type, Object real, String method, Throwable thrown) {
    return (T)
        Proxy.newProxyInstance(
            OddDriverTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, called, arguments) -> {
              if (called.getName().equals(method) && type != DataSource.class) {
                if (method.equals("close")) {
                  ((AutoCloseable) real).close();
                }
                throw thrown;
              }
              Object result;
              try {
                result = called.invoke(real, arguments);
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
              if (result instanceof Connection connection) {
                return wrapped(Connection.class, connection, method, thrown);
              }
              return result instanceof Statement statement
                      && !called.getName().equals("getStatement")
                  ? wrapped(Statement.class, statement, method, thrown)
                  : result;
            });
  }

  private static void opens(JdbcProbe<?> probe) {
    try (Trial<?> trial = Trial.once(probe)) {
      assertThat(trial.get()).isNotNull();
    }
  }

  @Test
  void connectionsThatCannotSayWhetherTheyAreValid() {
    opens(JdbcProbe.dataSource(lacking("isValid", new AbstractMethodError("isValid"))));
    opens(JdbcProbe.dataSource(lacking("isValid", new SQLFeatureNotSupportedException("isValid"))));
    opens(JdbcProbe.dataSource(lacking("isValid", new UnsupportedOperationException())));
    DataSource old = lacking("isValid", new AbstractMethodError("isValid"));
    opens(JdbcProbe.dataSource(old).query("select true"));
  }

  @Test
  void connectionsWithoutTimeOuts() {
    opens(JdbcProbe.dataSource(lacking("getNetworkTimeout", new UnsupportedOperationException())));
    opens(JdbcProbe.dataSource(lacking("setNetworkTimeout", new UnsupportedOperationException())));
    opens(JdbcProbe.dataSource(lacking("setNetworkTimeout", new AbstractMethodError())));
  }

  @Test
  void connectionsThatCannotBeClosedInOrder() {
    opens(JdbcProbe.dataSource(lacking("close", new SQLException("already closed"))));
    opens(JdbcProbe.dataSource(lacking("close", new IllegalStateException("already closed"))));
  }

  @Test
  void statementsWithoutALimitOfRows() {
    Throwable unsupported = new SQLFeatureNotSupportedException("setMaxRows");
    opens(JdbcProbe.dataSource(lacking("setMaxRows", unsupported)).query("select true"));
    opens(
        JdbcProbe.dataSource(lacking("setMaxRows", new UnsupportedOperationException()))
            .query("select true"));
  }

  @Test
  void connectionsThatKnowNoTransactions() {
    opens(
        JdbcProbe.dataSource(lacking("getAutoCommit", new UnsupportedOperationException()))
            .query("select true"));
  }

  @Test
  void poolOfOneThatCannotSayWhatItIs() {
    for (Throwable odd :
        new Throwable[] {new UnsupportedOperationException(), new AbstractMethodError()}) {
      HikariConfig config = new HikariConfig();
      config.setDataSource(lacking("getMetaData", odd));
      opens(JdbcProbe.pool(config));
    }
  }

  /** As Sybase's, which says yes to any URL. */
  public static class TakesAll extends DriverStub {
    @Override
    public @Nullable Connection connect(String url, Properties info) {
      return null;
    }

    @Override
    public boolean acceptsURL(String url) {
      return true;
    }
  }

  /** Breaks where it is asked about a URL of another. */
  public static class BreaksAtOthers extends TakesAll {
    @Override
    public boolean acceptsURL(String url) {
      throw new StringIndexOutOfBoundsException(url.length());
    }
  }

  @Test
  void oneThatTakesEachUrlAndConnectsToNone() throws SQLException {
    for (TakesAll odd : new TakesAll[] {new TakesAll(), new BreaksAtOthers()}) {
      java.sql.Driver h2 = DriverManager.getDriver(H2);
      DriverManager.deregisterDriver(h2);
      odd.whileRegistered(
          () -> {
            DriverManager.registerDriver(h2);
            DriverManager.getConnection(H2, new Properties()).close();
            opens(JdbcProbe.login(ServiceUrl.of(H2), new Properties()));
          });
    }
  }

  /** Gives connections that fail where they are closed. */
  public static class BreaksAtClose extends DriverStub {
    @Override
    public Connection connect(String url, Properties info) throws SQLException {
      return lacking("close", new SQLException("already closed")).getConnection();
    }

    @Override
    public boolean acceptsURL(String url) {
      return url.startsWith("jdbc:breaks:");
    }
  }

  @Test
  void loginsThatCannotBeEndedInOrder() throws SQLException {
    ServiceUrl url = ServiceUrl.of("jdbc:breaks:x");
    new BreaksAtClose().whileRegistered(() -> opens(JdbcProbe.login(url, new Properties())));
  }

  /** Takes a user from nowhere but its properties. */
  public static class NeedsOptions extends DriverStub {
    @Override
    public Connection connect(String url, Properties info) throws SQLException {
      if (!"eu".equals(info.getProperty("region")) || !"app".equals(info.getProperty("user"))) {
        throw new SQLException("no region and user");
      }
      return DriverManager.getConnection(H2);
    }

    @Override
    public boolean acceptsURL(String url) {
      return url.startsWith("jdbc:needs:");
    }
  }

  @Test
  void defaultsOfProperties() throws SQLException {
    Properties defaults = new Properties();
    defaults.setProperty("user", "app");
    defaults.setProperty("region", "eu");
    ServiceUrl url = ServiceUrl.of("jdbc:needs:x");
    new NeedsOptions().whileRegistered(() -> opens(JdbcProbe.login(url, new Properties(defaults))));
  }

  @Test
  void urlsThatTheirDriversTake() {
    opens(JdbcProbe.login(ServiceUrl.of("jdbc:h2:mem:odd;DB_CLOSE_DELAY=0\n"), new Properties()));
    for (String url :
        new String[] {
          "jdbc:postgresql://h/a?ApplicationName=shop\n",
          "jdbc:postgresql://h/me@home",
          "jdbc:mysql://h/a ",
          "jdbc:mariadb://h/a?useSsl=false\n",
          "JDBC:MYSQL://h/a",
          "JDBC:HSQLDB:mem:x",
        }) {
      assertThat(UrlProblem.in(url)).as(url).isNull();
    }
    for (String url :
        new String[] {
          " jdbc:mysql://h/a",
          "jdbc:postgresql://h/a\n",
          "JDBC:postgresql://h/a",
          "JDBC:h2:mem:x",
          "jdbc:postgresql://me@h/a",
          "jdbc:postgresql://me:pa/ss@h/a",
          "jdbc:postgresql://me:pa/ss@h",
        }) {
      assertThat(UrlProblem.in(url)).as(url).isNotNull();
    }
  }

  @Test
  void aBlankAtTheEndIsBlamedWhereTheLoginFails() {
    ServiceUrl url = ServiceUrl.of("jdbc:mysql://h/a\n");
    Failure failure = Trial.failure(JdbcProbe.login(url, new Properties()));
    assertThat(failure.kind()).as(failure.toString()).isEqualTo(FailureKind.MISCONFIGURED);
    assertThat(failure.reason()).contains("begins or ends with a blank");
  }

  @Test
  void poolsWhoseUrlEndsWithALineBreak() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:h2:mem:odd;DB_CLOSE_DELAY=0\n");
    try (Trial<HikariDataSource> trial = Trial.once(JdbcProbe.pool(config))) {
      assertThat(trial.get().isRunning()).isTrue();
    }
  }
}
