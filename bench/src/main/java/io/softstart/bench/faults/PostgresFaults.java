package io.softstart.bench.faults;

import io.softstart.config.Secret;
import io.softstart.gate.AnyGate;
import io.softstart.gate.Gate;
import io.softstart.jdbc.JdbcProbe;
import io.softstart.net.ServiceUrl;
import io.softstart.testkit.Behaviour;
import io.softstart.testkit.FaultyServer;
import io.softstart.testkit.PostgresServer;
import io.softstart.testkit.TlsFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** What can be wrong with PostgreSQL. */
final class PostgresFaults {
  /** What a client sends to ask for TLS. */
  private static final int SSL_REQUEST = 8;

  private static final Behaviour TLS_PROMISED = Behaviour.read(SSL_REQUEST).thenSend("S");
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private PostgresFaults() {}

  static List<Scenario> all() {
    List<Scenario> all = new ArrayList<>();
    outages(all);
    silence(all);
    tls(all);
    logins(all);
    conditions(all);
    return all;
  }

  private static List<AnyGate<?>> db(Given given) {
    return List.of(gate(given));
  }

  static Gate<?> gate(Given given) {
    return Gate.of("db", probe(given));
  }

  private static JdbcProbe<?> probe(Given given) {
    return Stage.oneConnection(given);
  }

  /** The URL of the shared server's database, or of another one, through some port. */
  static String url(int port, String rest) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + rest;
  }

  private static FaultyServer door(Stage stage, Behaviour behaviour, String options) {
    FaultyServer door = stage.door(behaviour);
    stage.give("url", url(door.port(), "app" + options));
    return door;
  }

  /** A fault at the door, which heals after a while. */
  private static Scenario.Script faulty(String kind, Behaviour behaviour, String options) {
    return stage -> {
      PostgresServer healthy = stage.company().postgres();
      FaultyServer door = door(stage, behaviour, options);
      stage.beginAndMeet(kind);
      stage.last(2);
      stage.open(door, healthy);
    };
  }

  private static void outages(List<Scenario> all) {
    all.add(
        Scenario.of("port late", PostgresFaults::db, faulty("REFUSED", Behaviour.refuse(), ""))
            .meets("REFUSED")
            .atMostAttempts(3)
            .alsoInTests());
    all.add(
        Scenario.of(
                "server late",
                PostgresFaults::db,
                stage -> {
                  PostgresServer server = stage.keepPrepared(PostgresServer.create());
                  stage.give("url", server.jdbcUrl()).beginAndMeet("REFUSED");
                  stage.last(1);
                  server.start();
                  stage.usable(server);
                })
            .meets("REFUSED", "RESET|STARTING*"));
    all.add(
        Scenario.of(
                "name resolves late",
                PostgresFaults::db,
                stage -> {
                  PostgresServer server = stage.company().postgres();
                  Path hosts = stage.file("hosts", "127.0.0.1 localhost\n");
                  stage.give("url", "jdbc:postgresql://db.internal:" + server.port() + "/app");
                  stage.begin(jvm -> jvm.property("jdk.net.hosts.file", hosts.toString()));
                  stage.meet("UNRESOLVED");
                  stage.last(2);
                  stage.usable();
                  Files.writeString(hosts, "127.0.0.1 db.internal\n");
                })
            .meets("UNRESOLVED")
            .within(Duration.ofSeconds(3)) // the JVM keeps a failed look-up for a second
            .alsoInTests());
    all.add(
        Scenario.of(
                "accepts, then closes", PostgresFaults::db, faulty("RESET", Behaviour.close(), ""))
            .meets("RESET")
            .atMostAttempts(70)
            .alsoInTests());
    all.add(
        Scenario.of(
                "accepts, then resets", PostgresFaults::db, faulty("RESET", Behaviour.reset(), ""))
            .meets("RESET")
            .atMostAttempts(70));
    all.add(
        Scenario.of(
                "a proxy whose server is late",
                PostgresFaults::db,
                stage -> {
                  PostgresServer server = stage.keepPrepared(PostgresServer.create());
                  door(stage, Behaviour.proxyTo(server.host(), server.port()), "");
                  stage.beginAndMeet("RESET");
                  stage.last(1);
                  server.start();
                  stage.usable(server);
                })
            .meets("RESET", "STARTING*", "RESET*"));
    all.add(
        Scenario.of(
                "starts twice, three good logins wanted",
                given -> List.of(gate(given).successThreshold(3)),
                stage -> {
                  PostgresServer server = stage.keepPrepared(PostgresServer.create());
                  stage.give("url", server.jdbcUrl()).beginAndMeet("REFUSED");
                  server.start();
                  stage.last(Duration.ofMillis(300));
                  server.kill();
                  stage.last(Duration.ofMillis(700));
                  server.start();
                  stage.usable(server);
                })
            .meets("REFUSED", "RESET|STARTING|REFUSED*")
            .within(Duration.ofSeconds(4)));
    all.add(
        Scenario.of(
                "recovers after kill -9 under load",
                PostgresFaults::db,
                stage -> {
                  PostgresServer server =
                      stage.keepPrepared(
                          PostgresServer.builder()
                              .setting("checkpoint_timeout", "1h")
                              .setting("max_wal_size", "8GB")
                              .build());
                  server.start();
                  server.sql("create table load as select generate_series(1, 1500000) as n");
                  server.sql("create index on load (n)");
                  server.sql("update load set n = n + 1 where n < 300000");
                  server.kill();
                  stage.give("url", server.jdbcUrl()).beginAndMeet("REFUSED");
                  server.start();
                  stage.usable(server);
                })
            .meets("REFUSED", "RESET*", "STARTING", "RESET|STARTING*"));
    all.add(
        Scenario.of(
                "restarts just before it is asked",
                PostgresFaults::db,
                stage -> {
                  PostgresServer server = stage.keepPrepared(PostgresServer.create());
                  server.start();
                  server.stop();
                  stage.give("url", server.jdbcUrl()).begin();
                  server.start();
                  stage.usable(server);
                })
            .meets("REFUSED|RESET|STARTING*")
            .within(Duration.ofSeconds(5))); // it may be up before the JVM is
    all.add(
        Scenario.of(
                "flaps every 2 s between refusing and hanging up",
                PostgresFaults::db,
                stage -> {
                  PostgresServer server = stage.company().postgres();
                  FaultyServer door = door(stage, Behaviour.refuse(), "");
                  stage.beginAndMeet("REFUSED");
                  for (int i = 0; i < 2; i++) {
                    door.behave(Behaviour.close());
                    stage.last(2);
                    door.behave(Behaviour.refuse());
                    stage.last(2);
                  }
                  stage.open(door, server);
                })
            .meets("REFUSED", "RESET", "REFUSED", "RESET", "REFUSED"));
  }

  private static void silence(List<Scenario> all) {
    all.add(
        Scenario.of(
                "accepts, then hangs",
                PostgresFaults::db,
                faulty("TIMED_OUT", Behaviour.hang(), ""))
            .meets("TIMED_OUT")
            .env("SOFTSTART_ATTEMPT_TIMEOUT", "2s")
            .atMostAttempts(5)
            .within(Duration.ofSeconds(6)));
    all.add(
        Scenario.of(
                "answers a byte a second",
                PostgresFaults::db,
                faulty(
                    "TIMED_OUT",
                    Behaviour.readSome()
                        .then(
                            Behaviour.drip(
                                new byte[] {'R', 0, 0, 0, 8, 0, 0, 0, 0},
                                1,
                                Duration.ofSeconds(1))),
                    "?sslmode=disable"))
            .meets("TIMED_OUT")
            .env("SOFTSTART_ATTEMPT_TIMEOUT", "2s")
            .atMostAttempts(5)
            // each byte is an answer to the driver; the next attempt waits for the end of the one
            // cut off
            .within(Duration.ofSeconds(12)));
    all.add(
        Scenario.of(
                "packets are dropped",
                PostgresFaults::db,
                faulty("TIMED_OUT", Behaviour.unreachable(), ""))
            .meets("TIMED_OUT")
            .env("SOFTSTART_ATTEMPT_TIMEOUT", "2s")
            .within(Duration.ofSeconds(6)));
    all.add(
        Scenario.of(
                "network cut in mid-handshake, healed",
                PostgresFaults::db,
                stage -> {
                  Relay relay = stage.relay(stage.company().postgres());
                  relay.onFirstAnswer(relay::cut);
                  stage.give("url", url(relay.port(), "app")).beginAndMeet("TIMED_OUT");
                  stage.last(1);
                  stage.usable();
                  relay.heal();
                })
            .meets("TIMED_OUT")
            .env("SOFTSTART_ATTEMPT_TIMEOUT", "2s")
            .within(Duration.ofSeconds(6)));
    all.add(
        Scenario.of(
                "paused before the handshake",
                PostgresFaults::db,
                stage -> {
                  PostgresServer server = stage.keepPrepared(PostgresServer.create());
                  server.start();
                  server.pause();
                  stage.give("url", server.jdbcUrl()).beginAndMeet("TIMED_OUT");
                  stage.usable();
                  server.resume();
                })
            .meets("TIMED_OUT")
            .env("SOFTSTART_ATTEMPT_TIMEOUT", "2s")
            .within(Duration.ofSeconds(6)));
    all.add(
        Scenario.of(
                "paused during the handshake",
                PostgresFaults::db,
                stage -> {
                  PostgresServer server = stage.keepPrepared(PostgresServer.create());
                  server.start();
                  Relay relay = stage.relay(server);
                  relay.onFirstAnswer(server::pause);
                  stage.give("url", url(relay.port(), "app")).beginAndMeet("TIMED_OUT");
                  stage.usable();
                  server.resume();
                })
            .meets("TIMED_OUT")
            .env("SOFTSTART_ATTEMPT_TIMEOUT", "2s")
            .within(Duration.ofSeconds(6)));
    all.add(
        Scenario.of(
                "HTTP on the port, corrected",
                PostgresFaults::db,
                faulty(
                    "WRONG_PROTOCOL",
                    Behaviour.readSome().thenSend("HTTP/1.1 400 Bad Request\r\n\r\n"),
                    ""))
            .meets("WRONG_PROTOCOL")
            .within(Duration.ofSeconds(5)));
  }

  private static void tls(List<Scenario> all) {
    all.add(
        Scenario.of(
                "TLS promised, then silence",
                PostgresFaults::db,
                faulty("TIMED_OUT", TLS_PROMISED.then(Behaviour.hang()), "?sslmode=prefer"))
            .meets("TIMED_OUT")
            .env("SOFTSTART_ATTEMPT_TIMEOUT", "2s")
            .within(Duration.ofSeconds(6)));
    all.add(
        Scenario.of(
                "TLS promised, then closed",
                PostgresFaults::db,
                faulty("RESET", TLS_PROMISED.thenReadSome(), "?sslmode=prefer"))
            .meets("RESET"));
    all.add(
        Scenario.of(
                "TLS demanded of a server without",
                PostgresFaults::db,
                stage -> {
                  FaultyServer door = door(stage, Behaviour.refuse(), "?sslmode=require");
                  stage.begin();
                  stage.open(door, stage.company().postgres());
                })
            .meets("REFUSED?", "NO_TLS")
            .ends("exit 78")
            .env("SOFTSTART_GRACE", "3s")
            .atMostLines(20)
            .within(Duration.ofSeconds(8)));
    all.add(
        certified(
            "for another host",
            Company::certificateOfAnotherHost,
            Company::certificateOfAnotherHost));
    all.add(certified("expired", Company::certificateExpired, Company::certificateExpired));
    all.add(
        certified("of an unknown authority", Company::certificateExpired, Company::certificate));
  }

  /** A certificate with a flaw, of which the client trusts an authority; replaced by a good one. */
  private static Scenario certified(
      String flaw, Function<Company, TlsFiles> shown, Function<Company, TlsFiles> trusted) {
    return Scenario.of(
            "TLS certificate " + flaw + ", replaced",
            PostgresFaults::db,
            stage -> {
              Company company = stage.company();
              Relay relay = stage.relay(company.postgres()).tls(shown.apply(company), SSL_REQUEST);
              TlsFiles good = company.certificate();
              Path trust =
                  stage.file("ca.crt", trusted.apply(company).authority() + good.authority());
              String options = "?sslmode=verify-full&sslrootcert=" + trust;
              stage.give("url", url(relay.port(), "app" + options)).beginAndMeet("UNTRUSTED");
              stage.last(2);
              stage.usable();
              relay.tls(good, SSL_REQUEST);
            })
        .meets("UNTRUSTED")
        .atMostLines(24) // the driver tells java.util.logging of a wrong host each time
        .within(Duration.ofSeconds(5));
  }

  private static String fresh(String prefix) {
    return prefix + NUMBER.incrementAndGet();
  }

  private static void logins(List<Scenario> all) {
    all.add(
        Scenario.of(
                "password wrong, corrected at the server",
                PostgresFaults::db,
                stage -> {
                  PostgresServer server = stage.company().postgres();
                  String user = fresh("late");
                  server.sql("create role " + user + " login password 'not-this-one'");
                  stage.give("url", server.jdbcUrl()).give("user", user);
                  stage.giveSecret("password", "r0tated-p4zz").beginAndMeet("DENIED");
                  stage.last(1);
                  stage.usable();
                  server.sql("alter role " + user + " password 'r0tated-p4zz'");
                })
            .meets("DENIED")
            .within(Duration.ofSeconds(5))
            .alsoInTests());
    all.add(
        Scenario.of(
                "password wrong, corrected in its file",
                given ->
                    List.of(
                        Gate.of(
                            "db",
                            JdbcProbe.pool(
                                given.url(), "app", () -> given.secretFrom("password-file")))),
                stage -> {
                  Path file = stage.file("password", "0ld-p4zz");
                  stage.give("url", stage.company().postgres().jdbcUrl());
                  stage.give("password-file", file.toString()).beginAndMeet("DENIED");
                  stage.last(1);
                  stage.usable();
                  Files.writeString(file, stage.company().postgres().password());
                })
            .meets("DENIED")
            .within(Duration.ofSeconds(5)));
    all.add(
        Scenario.of(
                "password wrong for ever",
                PostgresFaults::db,
                stage -> {
                  stage.give("url", stage.company().postgres().jdbcUrl());
                  stage.giveSecret("password", "never-p4zz").begin();
                })
            .meets("DENIED")
            .ends("exit 78")
            .env("SOFTSTART_GRACE", "3s")
            .atMostAttempts(5)
            .atMostLines(20)
            .within(Duration.ofSeconds(8)));
    all.add(
        Scenario.of(
                "pg_hba.conf has no line for us, corrected",
                PostgresFaults::db,
                stage -> {
                  PostgresServer server = stage.keepPrepared(PostgresServer.create());
                  server.start();
                  server.hba("host all app all reject");
                  stage.give("url", server.jdbcUrl()).beginAndMeet("REJECTED");
                  stage.last(1);
                  stage.usable();
                  server.hba();
                })
            .meets("REJECTED")
            .within(Duration.ofSeconds(5)));
    all.add(
        Scenario.of(
                "database missing, then created",
                PostgresFaults::db,
                stage -> {
                  PostgresServer server = stage.company().postgres();
                  String name = fresh("shop");
                  stage.give("url", server.jdbcUrl(name)).beginAndMeet("MISSING");
                  stage.last(1);
                  server.sql("create database " + name);
                  stage.usable();
                })
            .meets("MISSING")
            .within(Duration.ofSeconds(5)));
    all.add(
        Scenario.of(
                "database missing for ever",
                PostgresFaults::db,
                stage -> stage.give("url", stage.company().postgres().jdbcUrl("nowhere")).begin())
            .meets("MISSING")
            .ends("exit 78")
            .env("SOFTSTART_GRACE", "3s")
            .atMostLines(20)
            .within(Duration.ofSeconds(10)));
    all.add(
        Scenario.of(
                "no connection left for the role (53300)",
                PostgresFaults::db,
                stage -> {
                  PostgresServer server = stage.company().postgres();
                  String user = fresh("crowded");
                  server.sql(
                      "create role " + user + " login connection limit 1 password 'crowded-p4zz'");
                  stage.give("url", server.jdbcUrl()).give("user", user);
                  stage.giveSecret("password", "crowded-p4zz");
                  try (Connection held =
                      DriverManager.getConnection(server.jdbcUrl(), user, "crowded-p4zz")) {
                    stage.beginAndMeet("OVERLOADED");
                    stage.last(2);
                    stage.usable();
                    held.createStatement().execute("select 1");
                  }
                })
            .meets("OVERLOADED")
            .atMostAttempts(8)
            .within(Duration.ofSeconds(5)));
    all.add(
        Scenario.of(
                "all connections of the server taken (53300)",
                PostgresFaults::db,
                stage -> {
                  PostgresServer server =
                      stage.keepPrepared(
                          PostgresServer.builder()
                              .setting("max_connections", "6")
                              .setting("superuser_reserved_connections", "3")
                              .setting("max_wal_senders", "0")
                              .build());
                  server.start();
                  List<Connection> held = new ArrayList<>();
                  for (int i = 0; i < 3; i++) {
                    held.add(
                        stage.keep(
                            DriverManager.getConnection(
                                server.jdbcUrl(), server.user(), server.password())));
                  }
                  stage.give("url", server.jdbcUrl()).beginAndMeet("OVERLOADED");
                  stage.last(2);
                  stage.usable();
                  held.get(0).close();
                  held.get(1).close();
                  held.get(2).close();
                })
            .meets("OVERLOADED")
            .atMostAttempts(8)
            .within(Duration.ofSeconds(5)));
  }

  private static void conditions(List<Scenario> all) {
    all.add(
        Scenario.of(
                "table missing, then created",
                given -> List.of(Gate.of("db", probe(given).table(given.text("table")))),
                stage -> {
                  PostgresServer server = stage.company().postgres();
                  String table = fresh("orders");
                  stage.give("url", server.jdbcUrl()).give("table", table);
                  stage.beginAndMeet("NOT_YET");
                  stage.last(1);
                  server.sql("create table " + table + " (id int)");
                  server.sql("grant select on " + table + " to app");
                  stage.usable();
                })
            .meets("NOT_YET")
            .within(Duration.ofSeconds(5))
            .alsoInTests());
    all.add(
        Scenario.of(
                "read-only, then writable",
                given -> List.of(Gate.of("db", probe(given).writable())),
                stage -> {
                  PostgresServer server = stage.company().postgres();
                  String name = fresh("standby");
                  server.sql("create database " + name);
                  server.sql("alter database " + name + " set default_transaction_read_only = on");
                  stage.give("url", server.jdbcUrl(name)).beginAndMeet("NOT_YET");
                  stage.last(1);
                  stage.usable();
                  server.sql("alter database " + name + " reset default_transaction_read_only");
                })
            .meets("NOT_YET")
            .within(Duration.ofSeconds(5)));
    all.add(
        Scenario.of(
                "no such option in the URL",
                PostgresFaults::db,
                stage -> stage.give("url", url(5432, "app?sslmode=perhaps")).begin())
            .meets("REFUSED", "MISCONFIGURED")
            .ends("exit 78")
            .atMostAttempts(2)
            .atMostLines(20)
            .within(Duration.ofSeconds(4))
            .alsoInTests());
    all.add(
        Scenario.of(
                "no driver on the class path",
                given ->
                    List.of(
                        Gate.of(
                            "db",
                            JdbcProbe.pool(
                                ServiceUrl.of("jdbc:nosuchdb://127.0.0.1/app"),
                                "app",
                                Secret.of("unused-p4zz")))),
                Stage::begin)
            .meets("MISCONFIGURED")
            .ends("exit 78")
            .atMostLines(20)
            .within(Duration.ofSeconds(4)));
  }
}
