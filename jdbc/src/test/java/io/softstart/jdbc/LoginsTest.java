package io.softstart.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;
import io.softstart.GateException;
import io.softstart.Startup;
import io.softstart.StartupOptions;
import io.softstart.client.CredentialsException;
import io.softstart.config.Secret;
import io.softstart.gate.Gate;
import io.softstart.gate.TestAttempt;
import io.softstart.net.ServiceUrl;
import io.softstart.testkit.Behaviour;
import io.softstart.testkit.FaultyServer;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Logins that fail before the server, that it refuses, and those of looks. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LoginsTest {
  private static TestAttempt attempt() {
    return TestAttempt.of(Duration.ofSeconds(20));
  }

  private static String url(FaultyServer... servers) {
    StringBuilder hosts = new StringBuilder();
    for (FaultyServer server : servers) {
      hosts.append(hosts.length() == 0 ? "" : ",").append("127.0.0.1:").append(server.port());
    }
    return "jdbc:postgresql://" + hosts + "/app?sslmode=disable&gssEncMode=disable";
  }

  private static Behaviour refusal() {
    byte[] body = "SFATAL\0VFATAL\0C28P01\0Mno\0\0".getBytes(StandardCharsets.US_ASCII);
    ByteBuffer packet = ByteBuffer.allocate(5 + body.length);
    packet.put((byte) 'E').putInt(4 + body.length).put(body);
    return Behaviour.readSome().thenSend(packet.array());
  }

  /** A failing password supplier is reported as the dependency's failure. */
  @Test
  void aFailingPasswordSupplierIsNotTheDependencysFailure() {
    Supplier<Secret> down =
        () -> {
          throw new UncheckedIOException(new ConnectException("the vault is down"));
        };
    try (FaultyServer server = FaultyServer.with(refusal())) {
      JdbcProbe<HikariDataSource> probe = JdbcProbe.pool(ServiceUrl.of(url(server)), "app", down);
      assertThatThrownBy(() -> probe.open(attempt()))
          .isInstanceOf(CredentialsException.class)
          .hasRootCauseMessage("the vault is down");
      JdbcProbe<HikariDataSource> none =
          JdbcProbe.pool(ServiceUrl.of(url(server)), "app", () -> null);
      assertThatThrownBy(() -> none.open(attempt())).isInstanceOf(CredentialsException.class);

      HikariConfig config = new HikariConfig();
      config.setJdbcUrl(url(server));
      config.setCredentialsProvider(() -> Credentials.of("app", down.get().reveal()));
      assertThatThrownBy(() -> JdbcProbe.pool(config).open(attempt()))
          .isInstanceOf(CredentialsException.class);
      assertThat(server.accepted()).isZero();
    }
  }

  /** It is five attempts that were told DENIED in time: a driver logs in at each host. */
  @Test
  void eachHostOfAUrlCounts() {
    try (FaultyServer first = FaultyServer.with(refusal());
        FaultyServer second = FaultyServer.with(refusal())) {
      TestAttempt attempt = attempt();
      JdbcProbe<HikariDataSource> probe =
          JdbcProbe.pool(ServiceUrl.of(url(first, second)), "app", Secret.of("wrong-password"));
      assertThatThrownBy(() -> probe.open(attempt)).isInstanceOf(SQLException.class);
      assertThat(first.accepted() + second.accepted()).isEqualTo(2);
      assertThat(attempt.refusedLogins()).isEqualTo(2);
    }
  }

  @Test
  void aRefusalThatAClosedHostHidesCounts() {
    try (FaultyServer refusing = FaultyServer.with(refusal());
        FaultyServer closed = FaultyServer.with(Behaviour.refuse())) {
      TestAttempt attempt = attempt();
      ServiceUrl url = ServiceUrl.of(url(refusing, closed));
      JdbcProbe<HikariDataSource> probe = JdbcProbe.pool(url, "app", Secret.of("wrong-password"));
      assertThatThrownBy(() -> probe.open(attempt))
          .isInstanceOfSatisfying(
              SQLException.class, denied -> assertThat(denied.getSQLState()).isEqualTo("28P01"));
      assertThat(refusing.accepted()).isEqualTo(2);
      assertThat(attempt.refusedLogins()).isEqualTo(2);

      Startup startup =
          Startup.begin(StartupOptions.of("hosts").embedded().deadline(Duration.ofSeconds(40)));
      try {
        Gate<HikariDataSource> gate = Gate.of("db", probe).grace(Duration.ofSeconds(2));
        assertThatThrownBy(() -> startup.await(gate))
            .isInstanceOf(GateException.class)
            .hasMessageContaining("(DENIED)");
      } finally {
        startup.close();
      }
      assertThat(refusing.accepted() - 2).isBetween(2, 5);
    }
  }

  /** A driver that fails otherwise there hides neither the failure nor what other hosts say. */
  @Test
  void whatTheDriverThrowsOfASingleHostHidesNothing() {
    for (boolean refuses : new boolean[] {false, true}) {
      BrokenDriver.refuses = refuses;
      HikariConfig config = new HikariConfig();
      config.setDriverClassName(BrokenDriver.class.getName());
      config.setJdbcUrl("jdbc:postgresql://first,second/app");
      TestAttempt attempt = attempt();
      assertThatThrownBy(() -> JdbcProbe.pool(config).open(attempt))
          .isInstanceOf(SQLException.class)
          .hasMessage(refuses ? "no" : "down");
      assertThat(attempt.refusedLogins()).isEqualTo(refuses ? 2 : 0);
    }
  }

  /** Throws what no driver should where a URL has one host. */
  public static final class BrokenDriver extends DriverStub {
    static volatile boolean refuses;

    @Override
    public Connection connect(String url, Properties info) throws SQLException {
      if (url.contains(",")) {
        throw new SQLException("down", "08001");
      }
      if (url.contains("second") && refuses) {
        throw new SQLException("no", "28P01");
      }
      throw new IllegalStateException("a defect of the driver");
    }

    @Override
    public boolean acceptsURL(String url) {
      return true;
    }
  }

  @Test
  void hostsThatAreDownAreAskedOneByOneNowAndThenAndThePasswordOncePerAttempt() {
    AtomicInteger asked = new AtomicInteger();
    Supplier<Secret> password =
        () -> {
          asked.incrementAndGet();
          return Secret.of("app-password");
        };
    Startup startup =
        Startup.begin(StartupOptions.of("hosts").embedded().deadline(Duration.ofSeconds(40)));
    try (FaultyServer first = FaultyServer.with(Behaviour.close());
        FaultyServer second = FaultyServer.with(Behaviour.close())) {
      ServiceUrl url = ServiceUrl.of(url(first, second));
      Gate<HikariDataSource> gate = Gate.of("db", JdbcProbe.pool(url, "app", password));
      assertThatThrownBy(() -> startup.await(gate.maxAttempts(4)))
          .isInstanceOf(GateException.class);
      assertThat(asked).hasValue(4);
      assertThat(first.accepted()).as("4 attempts, the 1st and the 3rd twice").isEqualTo(6);
      assertThat(second.accepted()).isEqualTo(6);
    } finally {
      startup.close();
    }
  }

  /** A look that hangs is the last one: a gate by URL looks with the limits of an attempt. */
  @Test
  void aLookAtASilentServerEndsInTime() {
    try (FaultyServer server = FaultyServer.with(Behaviour.hang())) {
      JdbcProbe<DataSource> probe = JdbcProbe.login(ServiceUrl.of(url(server)), new Properties());
      DataSource opened = new HikariDataSource();
      assertThatThrownBy(
              () -> probe.recheck(opened, TestAttempt.of(Duration.ofSeconds(1)).asLook()))
          .isInstanceOf(SQLException.class);
    }
  }
}
