package io.softstart.bench.faults;

import io.softstart.gate.AnyGate;
import io.softstart.gate.Gate;
import io.softstart.jdbc.JdbcProbe;
import io.softstart.testkit.Behaviour;
import io.softstart.testkit.FaultyServer;
import io.softstart.testkit.MariaDbServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What can be wrong with MariaDB, which runs in Docker only. */
final class MariaDbFaults {
  private static final Duration SOON = Duration.ofSeconds(5);

  private MariaDbFaults() {}

  static List<Scenario> all() {
    return Stream.of(
            Scenario.of("port late", MariaDbFaults::db, faulty("REFUSED", Behaviour.refuse()))
                .meets("REFUSED")
                .atMostAttempts(3),
            Scenario.of("server late", MariaDbFaults::db, MariaDbFaults::lateServer)
                .meets("REFUSED", "RESET|STARTING|REFUSED*"),
            Scenario.of(
                    "accepts, then closes", MariaDbFaults::db, faulty("RESET", Behaviour.close()))
                .meets("RESET")
                .atMostAttempts(70),
            Scenario.of(
                    "accepts, then hangs", MariaDbFaults::db, faulty("TIMED_OUT", Behaviour.hang()))
                .meets("TIMED_OUT")
                .env("SOFTSTART_ATTEMPT_TIMEOUT", "2s")
                .within(Duration.ofSeconds(6)),
            Scenario.of("paused (docker pause)", MariaDbFaults::db, MariaDbFaults::paused)
                .meets("TIMED_OUT")
                .env("SOFTSTART_ATTEMPT_TIMEOUT", "2s")
                .within(Duration.ofSeconds(6)),
            Scenario.of("restarted after kill -9", MariaDbFaults::db, MariaDbFaults::killed)
                .meets("REFUSED", "RESET|STARTING|REFUSED*"),
            Scenario.of("password wrong, corrected", MariaDbFaults::db, MariaDbFaults::rotated)
                .meets("DENIED")
                .within(SOON),
            Scenario.of("database missing, then created", MariaDbFaults::db, MariaDbFaults::created)
                .meets("MISSING")
                .within(SOON),
            Scenario.of("no connection left for the user", MariaDbFaults::db, MariaDbFaults::full)
                .meets("OVERLOADED")
                .atMostAttempts(8)
                .within(SOON),
            Scenario.of(
                    "table missing, then created",
                    given -> List.of(Gate.of("db", probe(given).table("orders"))),
                    MariaDbFaults::table)
                .meets("NOT_YET")
                .within(SOON))
        .map(scenario -> scenario.needing("Docker", MariaDbServer::isAvailable))
        .map(scenario -> scenario.atMostLines(24)) // the driver logs each error of the server
        .toList();
  }

  private static List<AnyGate<?>> db(Given given) {
    return List.of(Gate.of("db", probe(given)));
  }

  private static JdbcProbe<?> probe(Given given) {
    return Stage.oneConnection(given);
  }

  private static Scenario.Script faulty(String kind, Behaviour behaviour) {
    return stage -> {
      MariaDbServer healthy = stage.company().mariadb();
      FaultyServer door = stage.door(behaviour);
      stage.give("url", "jdbc:mariadb://127.0.0.1:" + door.port() + "/app").beginAndMeet(kind);
      stage.last(2);
      stage.open(door, healthy);
    };
  }

  private static void lateServer(Stage stage) throws InterruptedException {
    MariaDbServer server = stage.keepPrepared(MariaDbServer.builder().build());
    stage.give("url", server.jdbcUrl()).beginAndMeet("REFUSED");
    stage.last(1);
    server.start();
    stage.usable(server);
  }

  private static void paused(Stage stage) {
    MariaDbServer server = stage.keepPrepared(MariaDbServer.builder().build());
    server.start();
    server.pause();
    stage.give("url", server.jdbcUrl()).beginAndMeet("TIMED_OUT");
    stage.usable();
    server.resume();
  }

  private static void killed(Stage stage) {
    MariaDbServer server = stage.keepPrepared(MariaDbServer.builder().build());
    server.start();
    server.kill();
    stage.give("url", server.jdbcUrl()).beginAndMeet("REFUSED");
    server.start();
    stage.usable(server);
  }

  private static void rotated(Stage stage) throws InterruptedException {
    MariaDbServer server = stage.company().mariadb();
    server.sql("create user late identified by 'not-this-one'");
    server.sql("grant all on app.* to late");
    stage.give("url", server.jdbcUrl()).give("user", "late");
    stage.giveSecret("password", "r0tated-p4zz").beginAndMeet("DENIED");
    stage.last(1);
    stage.usable();
    server.sql("alter user late identified by 'r0tated-p4zz'");
  }

  private static void created(Stage stage) throws InterruptedException {
    MariaDbServer server = stage.company().mariadb();
    server.sql("create user shopper identified by 'shopper-p4zz'");
    server.sql("grant all on shop.* to shopper");
    stage.give("url", server.jdbcUrl("shop")).give("user", "shopper");
    stage.giveSecret("password", "shopper-p4zz").beginAndMeet("MISSING");
    stage.last(1);
    server.sql("create database shop");
    stage.usable();
  }

  private static void full(Stage stage) throws Exception {
    MariaDbServer server = stage.company().mariadb();
    server.sql("create user crowded identified by 'crowded-p4zz' with max_user_connections 1");
    server.sql("grant all on app.* to crowded");
    stage.give("url", server.jdbcUrl()).give("user", "crowded");
    stage.giveSecret("password", "crowded-p4zz");
    try (Connection held =
        DriverManager.getConnection(server.jdbcUrl(), "crowded", "crowded-p4zz")) {
      stage.beginAndMeet("OVERLOADED");
      stage.last(2);
      held.createStatement().execute("select 1");
      stage.usable();
    }
  }

  private static void table(Stage stage) throws InterruptedException {
    MariaDbServer server = stage.company().mariadb();
    stage.give("url", server.jdbcUrl()).beginAndMeet("NOT_YET");
    stage.last(1);
    server.sql("create table app.orders (id int)");
    stage.usable();
  }
}
