package io.softstart.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.zaxxer.hikari.HikariDataSource;
import io.softstart.config.Secret;
import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Gate;
import io.softstart.net.ServiceUrl;
import io.softstart.testkit.Behaviour;
import io.softstart.testkit.FaultyServer;
import io.softstart.testkit.MariaDbServer;
import io.softstart.testkit.Ports;
import io.softstart.testkit.PostgresServer;
import io.softstart.trial.Trial;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/**
 * Some hosts of a URL are sick; docs/benchmarks/hosts.md has all combinations, beside the bare
 * drivers.
 */
@EnabledForJreRange(max = JRE.JAVA_24)
class SeveralHostsTest {
  private static final Duration ATTEMPT = Duration.ofSeconds(3);
  private static final Duration LONG = Duration.ofSeconds(60);

  private static List<Behaviour> sick() {
    return List.of(
        Behaviour.refuse(),
        Behaviour.reset(),
        Behaviour.unreachable(),
        Behaviour.hang(),
        Behaviour.readSome().thenSend("HTTP/1.1 400 Bad Request\r\n\r\n"));
  }

  @Test
  void pgjdbcOpensThroughTheSecondWhateverTheFirstDoes() throws Exception {
    try (PostgresServer postgres = PostgresServer.create()) {
      postgres.start();
      Secret password = Secret.of(postgres.password());
      String options = "?targetServerType=primary&sslmode=disable";
      for (Behaviour behaviour : sick()) {
        assertOpens("jdbc:postgresql:", behaviour, postgres.port(), options, password);
      }
    }
  }

  /** Of these drivers only MariaDB's ends a handshake with a host that says nothing. */
  @Test
  void driversOfMariaDbOpenThroughTheSecondWhateverTheFirstDoes() throws Exception {
    assumeThat(MariaDbServer.isAvailable()).as("MariaDB needs Docker").isTrue();
    try (MariaDbServer mariadb = MariaDbServer.builder().build()) {
      mariadb.start();
      Secret password = Secret.of(mariadb.password());
      for (String scheme : List.of("jdbc:mariadb:", "jdbc:mysql:")) {
        for (Behaviour behaviour : sick().subList(0, 3)) {
          assertOpens(scheme, behaviour, mariadb.port(), "", password);
        }
      }
      assertOpens("jdbc:mariadb:", Behaviour.hang(), mariadb.port(), "", password);
    }
  }

  /** What the last host is must not end the wait for the first, which may be starting. */
  @Test
  void aHostThatMayStillComeIsWaitedForThoughTheLastIsAnotherService() {
    Behaviour http = Behaviour.readSome().thenSend("HTTP/1.1 400 Bad Request\r\n\r\n");
    int closed = Ports.free();
    try (FaultyServer web = FaultyServer.with(http)) {
      String hosts = "//127.0.0.1:" + closed + ",127.0.0.1:" + web.port();
      JdbcProbe<HikariDataSource> probe =
          JdbcProbe.pool(
              ServiceUrl.of("jdbc:postgresql:" + hosts + "/app"), "app", Secret.of("pa55-word"));
      Failure failure = Trial.failure(Gate.of("db", probe), 2);
      assertThat(failure.kind()).isEqualTo(FailureKind.REFUSED);
      assertThat(failure.reason())
          .contains("nothing listens on 127.0.0.1:" + closed)
          .contains("127.0.0.1:" + web.port() + " does not speak");
    }
  }

  @Test
  void hostsThatTookAllTheTimeAreWaitedForThoughTheLastIsAnotherService() {
    Behaviour http = Behaviour.readSome().thenSend("HTTP/1.1 400 Bad Request\r\n\r\n");
    try (FaultyServer hangs = FaultyServer.with(Behaviour.hang());
        FaultyServer web = FaultyServer.with(http)) {
      String hosts = "//127.0.0.1:" + hangs.port() + ",127.0.0.1:" + web.port();
      JdbcProbe<HikariDataSource> probe =
          JdbcProbe.pool(
              ServiceUrl.of("jdbc:postgresql:" + hosts + "/app?sslmode=disable"),
              "app",
              Secret.of("pa55-word"));
      Failure failure = Trial.failure(Gate.of("db", probe).attemptTimeout(ATTEMPT), 1);
      assertThat(failure.kind()).isEqualTo(FailureKind.TIMED_OUT);
    }
  }

  private static void assertOpens(
      String scheme, Behaviour first, int second, String options, Secret password)
      throws Exception {
    try (FaultyServer sick = FaultyServer.with(first)) {
      String hosts = "//127.0.0.1:" + sick.port() + ",127.0.0.1:" + second;
      ServiceUrl url = ServiceUrl.of(scheme + hosts + "/app" + options);
      Gate<HikariDataSource> gate =
          Gate.of("db", JdbcProbe.pool(url, "app", password)).attemptTimeout(ATTEMPT);
      try (Trial<HikariDataSource> trial = Trial.of(gate, LONG)) {
        assertThat(trial.isOpen()).as(() -> scheme + first + " " + trial.failures()).isTrue();
        try (Connection connection = trial.get().getConnection()) {
          assertThat(connection.isValid(5)).isTrue();
        }
      }
    }
  }
}
