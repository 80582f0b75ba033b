package io.softstart.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.softstart.Startup;
import io.softstart.StartupException;
import io.softstart.StartupOptions;
import io.softstart.config.ConfigSource;
import io.softstart.config.ConfigSources;
import io.softstart.gate.AnyGate;
import io.softstart.gate.GateStatus;
import io.softstart.probe.Gates;
import io.softstart.settings.WaitFor;
import io.softstart.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gates that no code names, on a real PostgreSQL. */
class JdbcGatesTest {
  private static final String LOGIN = "?user=app&password=app-password";

  private static PostgresServer postgres;

  @BeforeAll
  static void start() {
    postgres = PostgresServer.builder().setting("log_connections", "all").build();
    postgres.start();
    postgres.sql("create table orders (id int); grant all on orders to app");
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @AfterEach
  void keepsNothing() throws InterruptedException {
    String open = "select count(*) from pg_stat_activity where usename = 'app'";
    for (int i = 0; i < 50 && !postgres.queryValue(open).equals(java.util.Optional.of("0")); i++) {
      Thread.sleep(20);
    }
    assertThat(postgres.queryValue(open)).contains("0");
  }

  private static int loginsSeen() {
    return postgres.log().split("connection authorized: user=app ", -1).length - 1;
  }

  private static GateStatus await(AnyGate<?>... gates) {
    return await(StartupOptions.of("urls"), gates);
  }

  private static GateStatus await(StartupOptions options, AnyGate<?>... gates) {
    try (Closed closed =
        new Closed(Startup.begin(options.embedded().deadline(Duration.ofMillis(1_500))))) {
      try {
        closed.startup.await(gates);
      } catch (StartupException failed) {
        assertThat(failed.report()).doesNotContain("app-password");
      }
      return closed.startup.report().gates().get(0);
    }
  }

  private record Closed(Startup startup) implements AutoCloseable {
    @Override
    public void close() {
      startup.close();
    }
  }

  @Test
  void logsInOncePerAttemptAndOutAgain() {
    int before = loginsSeen();
    String url = postgres.jdbcUrl() + LOGIN + "&softstart.table=orders&softstart.writable=true";
    GateStatus status = await(Gates.fromUrl("db", url));
    assertThat(status.state()).isEqualTo(GateStatus.State.OPEN);
    assertThat(status.target().orElseThrow().toString()).doesNotContain("app-password");
    assertThat(loginsSeen() - before).isEqualTo(1);
  }

  @Test
  void logsInAnewForEachGoodAttempt() {
    int before = loginsSeen();
    GateStatus status =
        await(Gates.fromUrl("db", postgres.jdbcUrl() + LOGIN + "&softstart.success-threshold=3"));
    assertThat(status.state()).isEqualTo(GateStatus.State.OPEN);
    assertThat(loginsSeen() - before).isEqualTo(3);
  }

  @Test
  void accountInTheOptions(@TempDir Path dir) throws IOException {
    Path secret = Files.writeString(dir.resolve("secret"), "app-password\n");
    String user = postgres.jdbcUrl() + "?softstart.user=app&softstart.password";
    assertThat(await(Gates.fromUrl("db", user + "=app-password")).state())
        .isEqualTo(GateStatus.State.OPEN);
    assertThat(await(Gates.fromUrl("db", user + "_FILE=" + secret)).state())
        .isEqualTo(GateStatus.State.OPEN);
  }

  @Test
  void checksAreMade() {
    for (String option : List.of("table=missing", "query=select+false", "migrated=true")) {
      GateStatus status =
          await(Gates.fromUrl("db", postgres.jdbcUrl() + LOGIN + "&softstart." + option));
      assertThat(status.state()).as(option).isEqualTo(GateStatus.State.FAILED);
      assertThat(status.lastFailure().orElseThrow().kind().name()).isEqualTo("NOT_YET");
    }
  }

  @Test
  void operatorsGate() {
    ConfigSource operator =
        ConfigSources.of(
            "test",
            Map.of(
                "SOFTSTART_WAIT_FOR",
                "db=" + postgres.jdbcUrl() + LOGIN + "&softstart.migrated-to=16"));
    GateStatus status = await(StartupOptions.of("urls").sources(operator));
    assertThat(status.name()).isEqualTo("db");
    assertThat(status.lastFailure().orElseThrow().reason()).contains("no history of Flyway");
  }

  /** Field case 52: commas that stand before a name and an equals sign. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mysql://address=(host=127.0.0.1)(port=1),address=(host=127.0.0.1)(port=3307)/app",
        "jdbc:mysql://(host=127.0.0.1,port=1),(host=127.0.0.1,port=3307)/app?user=app&password=pw",
        "jdbc:postgresql://127.0.0.1:1/app?options=-c%20a=b,c=d",
        "jdbc:mysql://127.0.0.1:1/app?sessionVariables=sql_mode='ANSI',wait_timeout=60",
        "jdbc:mysql://127.0.0.1:1/app?password=p,topsecretpart=1",
        "jdbc:sqlserver://127.0.0.1:1;databaseName=app;password={p,topsecretpart=1}",
      })
  void aCommaOfAUrlSeparatesNoGates(String url) {
    assertThat(new WaitFor().apply("db=" + url)).extracting(AnyGate::name).containsExactly("db");
    assertThat(new WaitFor().apply("a=tcp://h:1,db=" + url + ",b=tcp://h:2"))
        .extracting(AnyGate::name)
        .containsExactly("a", "db", "b");
  }

  @Test
  void mistakesAreToldWithoutTheUrl() {
    assertMistake("jdbc:postgresql://h/db?password=S3CRET&softstart.tabel=x", "softstart.tabel");
    assertMistake(
        "jdbc:postgresql://h/db?password=S3CRET&softstart.migrated-to=new", "migrated-to is");
    assertMistake("jdbc:postgresql://h/db?password=S3CRET&softstart.table=a-b", "table is refused");
    assertMistake("jdbc:postgresql://u:S3CRET@h/db", "");
  }

  private static void assertMistake(String url, String told) {
    assertThatThrownBy(() -> Gates.fromUrl("db", url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(told)
        .hasMessageNotContaining("S3CRET");
  }
}
