package io.softstart.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Gate;
import io.softstart.net.ServiceUrl;
import io.softstart.testkit.Ports;
import io.softstart.trial.Trial;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * Field case 19: SQL Server is down, then refuses the right password for a while, then works. A
 * stub throws what Microsoft's driver throws.
 */
class SqlServerStartTest {
  private static final Duration GRACE = Duration.ofSeconds(1);
  private static final int DOWN = 3; // connections, not time: a busy machine may begin late
  private static final long REFUSING = 2_000_000_000L; // longer than the grace

  private static final class StartingServer extends DriverStub {
    private final int port;
    private int asked;
    private long refusingSince;

    StartingServer(int port) {
      this.port = port;
    }

    @Override
    public synchronized Connection connect(String url, Properties info) throws SQLException {
      asked++;
      if (asked <= DOWN) {
        throw new SQLException(
            "The TCP/IP connection to the host 127.0.0.1, port "
                + port
                + " has failed. Error: \"Connection refused. Verify the connection properties.\"",
            "08S01",
            0);
      }
      refusingSince = asked == DOWN + 1 ? System.nanoTime() : refusingSince;
      if (System.nanoTime() - refusingSince < REFUSING) {
        throw new SQLException("Login failed for user 'app'. ClientConnectionId:1", "S0001", 18456);
      }
      return (Connection)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) ->
                  method.getReturnType() == boolean.class
                      ? method.getName().equals("isValid")
                      : null);
    }

    @Override
    public boolean acceptsURL(String url) {
      return url.startsWith("jdbc:sqlserver://127.0.0.1:" + port + ";");
    }
  }

  @Test
  void aServerThatRefusesTheRightPasswordWhileItStartsIsWaitedFor() throws SQLException {
    int port = Ports.free();
    StartingServer server = new StartingServer(port);
    server.whileRegistered(() -> opensAfterRefusals(port));
  }

  private static void opensAfterRefusals(int port) {
    Properties login = new Properties();
    login.setProperty("user", "app");
    login.setProperty("password", "app-password");
    String url = "jdbc:sqlserver://127.0.0.1:" + port + ";databaseName=app";
    Gate<DataSource> gate = Gate.of("db", JdbcProbe.login(ServiceUrl.of(url), login)).grace(GRACE);
    try (Trial<DataSource> trial = Trial.of(gate, Duration.ofSeconds(30))) {
      assertThat(trial.isOpen()).as(trial.failures().toString()).isTrue();
      assertThat(trial.failures())
          .extracting(Failure::kind)
          .contains(FailureKind.REFUSED, FailureKind.DENIED)
          .filteredOn(kind -> kind == FailureKind.DENIED)
          .hasSizeLessThan(5);
      assertThat(trial.lastFailure().action()).contains("a new server refuses the right password");
    }
  }
}
