package io.softstart.bench.faults;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SslOptions;
import io.lettuce.core.resource.ClientResources;
import io.netty.resolver.DefaultAddressResolverGroup;
import io.softstart.gate.AnyGate;
import io.softstart.gate.Gate;
import io.softstart.net.ServiceUrl;
import io.softstart.redis.RedisProbe;
import io.softstart.testkit.Behaviour;
import io.softstart.testkit.FaultyServer;
import io.softstart.testkit.RedisServer;
import io.softstart.testkit.TlsFiles;
import java.io.File;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** What can be wrong with Redis. */
final class RedisFaults {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Duration AFTER_A_CUT = Duration.ofSeconds(6);

  private RedisFaults() {}

  static List<Scenario> all() {
    List<Scenario> all = new ArrayList<>();
    outages(all);
    silence(all);
    tls(all);
    states(all);
    return all;
  }

  private static List<AnyGate<?>> cache(Given given) {
    return List.of(Gate.of("cache", probe(given)));
  }

  static RedisProbe<RedisClient> probe(Given given) {
    return RedisProbe.client(given.url());
  }

  /** Lettuce asks name servers itself, where netty-resolver-dns is on the class path. */
  private static ClientResources ofTheJvm() {
    return ClientResources.builder()
        .addressResolverGroup(DefaultAddressResolverGroup.INSTANCE)
        .build();
  }

  static String url(int port) {
    return "redis://127.0.0.1:" + port;
  }

  private static Scenario.Script faulty(String kind, String scheme, Behaviour behaviour) {
    return stage -> {
      RedisServer healthy = stage.company().redis();
      FaultyServer door = stage.door(behaviour);
      stage.give("url", scheme + "://127.0.0.1:" + door.port()).beginAndMeet(kind);
      stage.last(2);
      stage.open(door, healthy);
    };
  }

  private static void outages(List<Scenario> all) {
    all.add(
        Scenario.of("port late", RedisFaults::cache, faulty("REFUSED", "redis", Behaviour.refuse()))
            .meets("REFUSED")
            .atMostAttempts(5) // the door, the gate's login, and the application's own
            .alsoInTests());
    all.add(
        Scenario.of(
                "server late",
                RedisFaults::cache,
                stage -> {
                  RedisServer server = stage.keepPrepared(RedisServer.create());
                  stage.give("url", server.uri()).beginAndMeet("REFUSED");
                  stage.last(1);
                  server.start();
                  stage.usable(server);
                })
            .meets("REFUSED", "RESET|STARTING*"));
    all.add(
        Scenario.of(
                "name resolves late, by the JVM's resolver",
                given -> List.of(Gate.of("cache", probe(given).resources(ofTheJvm()))),
                stage -> {
                  RedisServer server = stage.company().redis();
                  Path hosts = stage.file("hosts", "127.0.0.1 localhost\n");
                  stage.give("url", "redis://cache.internal:" + server.port());
                  stage.begin(jvm -> jvm.property("jdk.net.hosts.file", hosts.toString()));
                  stage.meet("UNRESOLVED");
                  stage.last(2);
                  stage.usable();
                  Files.writeString(hosts, "127.0.0.1 cache.internal\n");
                })
            .meets("UNRESOLVED")
            .within(Duration.ofSeconds(3)));
    all.add(
        Scenario.of(
                "accepts, then closes",
                RedisFaults::cache,
                faulty("RESET", "redis", Behaviour.close()))
            .meets("RESET")
            .alsoInTests());
    all.add(
        Scenario.of(
                "restarted after kill -9",
                RedisFaults::cache,
                stage -> {
                  RedisServer server = stage.keepPrepared(RedisServer.create());
                  server.start();
                  server.kill();
                  stage.give("url", server.uri()).beginAndMeet("REFUSED");
                  server.start();
                  stage.usable(server);
                })
            .meets("REFUSED", "RESET|STARTING*"));
    all.add(
        Scenario.of(
                "flaps every 2 s between refusing and hanging up",
                RedisFaults::cache,
                stage -> {
                  RedisServer server = stage.company().redis();
                  FaultyServer door = stage.door(Behaviour.refuse());
                  stage.give("url", url(door.port())).beginAndMeet("REFUSED");
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
                RedisFaults::cache,
                faulty("TIMED_OUT", "redis", Behaviour.hang()))
            .meets("TIMED_OUT")
            .env("SOFTSTART_ATTEMPT_TIMEOUT", "2s")
            .within(AFTER_A_CUT));
    all.add(
        Scenario.of(
                "answers a byte a second",
                RedisFaults::cache,
                faulty(
                    "TIMED_OUT",
                    "redis",
                    Behaviour.readSome()
                        .then(
                            Behaviour.drip(
                                "+PONG PONG PONG\r\n".getBytes(StandardCharsets.US_ASCII),
                                1,
                                Duration.ofSeconds(1)))))
            .meets("TIMED_OUT")
            .env("SOFTSTART_ATTEMPT_TIMEOUT", "2s")
            .within(AFTER_A_CUT));
    all.add(
        Scenario.of(
                "packets are dropped",
                RedisFaults::cache,
                faulty("TIMED_OUT", "redis", Behaviour.unreachable()))
            .meets("TIMED_OUT")
            .env("SOFTSTART_ATTEMPT_TIMEOUT", "2s")
            .within(AFTER_A_CUT));
    all.add(
        Scenario.of(
                "network cut in mid-handshake, healed",
                RedisFaults::cache,
                stage -> {
                  Relay relay = stage.relay(stage.company().redis());
                  relay.onFirstAnswer(relay::cut);
                  stage.give("url", url(relay.port())).beginAndMeet("TIMED_OUT");
                  stage.last(1);
                  stage.usable();
                  relay.heal();
                })
            .meets("TIMED_OUT")
            .env("SOFTSTART_ATTEMPT_TIMEOUT", "2s")
            .within(AFTER_A_CUT));
    all.add(
        Scenario.of(
                "paused before the handshake",
                RedisFaults::cache,
                stage -> {
                  RedisServer server = stage.keepPrepared(RedisServer.create());
                  server.start();
                  server.pause();
                  stage.give("url", server.uri()).beginAndMeet("TIMED_OUT");
                  stage.usable();
                  server.resume();
                })
            .meets("TIMED_OUT")
            .env("SOFTSTART_ATTEMPT_TIMEOUT", "2s")
            .within(AFTER_A_CUT));
    all.add(
        Scenario.of(
                "HTTP on the port, corrected",
                RedisFaults::cache,
                faulty(
                    "WRONG_PROTOCOL",
                    "redis",
                    Behaviour.readSome().thenSend("HTTP/1.1 400 Bad Request\r\n\r\n")))
            .meets("WRONG_PROTOCOL")
            .within(SOON));
  }

  private static void tls(List<Scenario> all) {
    all.add(
        Scenario.of(
                "TLS handshake never answered",
                RedisFaults::cache,
                stage -> {
                  FaultyServer door = stage.door(Behaviour.hang());
                  stage.give("url", "rediss://127.0.0.1:" + door.port()).begin();
                })
            .meets("TIMED_OUT")
            .ends("exit 69")
            .env("SOFTSTART_ATTEMPT_TIMEOUT", "2s")
            .env("SOFTSTART_DEADLINE", "6s")
            .atMostLines(20)
            .within(Duration.ofSeconds(9)));
    all.add(certified("for another host", Company::certificateOfAnotherHost, true));
    all.add(certified("expired", Company::certificateExpired, true));
    all.add(certified("of an unknown authority", Company::certificateExpired, false));
  }

  private static Scenario certified(
      String flaw, Function<Company, TlsFiles> shown, boolean trusted) {
    return Scenario.of(
            "TLS certificate " + flaw + ", replaced",
            given -> List.of(Gate.of("cache", probe(given).options(trusting(given.text("trust"))))),
            stage -> {
              Company company = stage.company();
              TlsFiles flawed = shown.apply(company);
              TlsFiles good = company.certificate();
              Relay relay = stage.relay(company.redis()).tls(flawed, 0);
              String authorities = (trusted ? flawed.authority() : "") + good.authority();
              stage.give("trust", stage.file("ca.crt", authorities).toString());
              stage.give("url", "rediss://127.0.0.1:" + relay.port()).beginAndMeet("UNTRUSTED");
              stage.last(2);
              stage.usable();
              relay.tls(good, 0);
            })
        .meets("UNTRUSTED")
        .within(SOON);
  }

  private static ClientOptions trusting(String authorities) {
    SslOptions trust = SslOptions.builder().trustManager(new File(authorities)).build();
    return ClientOptions.builder().sslOptions(trust).build();
  }

  private static void states(List<Scenario> all) {
    all.add(
        Scenario.of(
                "loads its data (LOADING)",
                RedisFaults::cache,
                stage -> {
                  RedisServer server =
                      stage.keepPrepared(
                          RedisServer.builder()
                              .setting("save", "3600 1")
                              .setting("key-load-delay", "50")
                              .setting("rdbcompression", "no")
                              .build());
                  server.start();
                  server.fill(60_000);
                  server.command("SAVE");
                  server.kill();
                  stage.give("url", server.uri()).beginAndMeet("REFUSED");
                  server.start();
                  stage.usable(server);
                })
            .meets("REFUSED", "RESET*", "STARTING"));
    all.add(
        Scenario.of(
                "no room for clients (maxclients)",
                RedisFaults::cache,
                stage -> {
                  RedisServer server = stage.keepPrepared(RedisServer.create());
                  server.start();
                  stage.give("url", server.uri());
                  try (Socket held = new Socket(server.host(), server.port())) {
                    held.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
                    held.getInputStream().read();
                    server.command("CONFIG", "SET", "maxclients", "1");
                    stage.beginAndMeet("OVERLOADED");
                    stage.last(2);
                    stage.usable();
                  }
                })
            .meets("OVERLOADED")
            .atMostAttempts(10)
            .within(SOON));
    all.add(
        Scenario.of(
                "a script blocks it (BUSY)",
                RedisFaults::cache,
                stage -> {
                  RedisServer server =
                      stage.keepPrepared(
                          RedisServer.builder().setting("lua-time-limit", "50").build());
                  server.start();
                  CompletableFuture<Void> script =
                      CompletableFuture.runAsync(
                          () -> server.command("EVAL", "while true do end", "0"));
                  stage.last(Duration.ofMillis(500));
                  stage.give("url", server.uri()).beginAndMeet("OVERLOADED");
                  stage.last(1);
                  server.command("SCRIPT", "KILL");
                  stage.usable();
                  script.exceptionally(killed -> null).get();
                })
            .meets("TIMED_OUT?", "OVERLOADED")
            .within(SOON));
    all.add(
        Scenario.of(
                "password wrong, corrected in its file",
                given ->
                    List.of(
                        Gate.of(
                            "cache",
                            RedisProbe.client(
                                ServiceUrl.of(given.text("url")),
                                "default",
                                () -> given.secretFrom("password-file")))),
                stage -> {
                  RedisServer server =
                      stage.keepPrepared(RedisServer.builder().password("r0tated-p4zz").build());
                  server.start();
                  Path file = stage.file("password", "0ld-p4zz");
                  stage.give("url", server.uri());
                  stage.give("password-file", file.toString()).beginAndMeet("DENIED");
                  stage.last(1);
                  stage.usable();
                  Files.writeString(file, "r0tated-p4zz");
                })
            .meets("DENIED")
            .within(SOON));
    all.add(
        Scenario.of(
                "password wrong for ever",
                RedisFaults::cache,
                stage -> {
                  RedisServer server =
                      stage.keepPrepared(RedisServer.builder().password("right-p4zz").build());
                  server.start();
                  Relay relay = stage.relay(server);
                  stage.give("url", "redis://:wrong-p4zz@127.0.0.1:" + relay.port()).begin();
                })
            .meets("DENIED")
            .ends("exit 78")
            .env("SOFTSTART_GRACE", "3s")
            .atMostLines(20)
            .within(Duration.ofSeconds(10)));
    all.add(
        Scenario.of(
                "a replica, then promoted",
                given -> List.of(Gate.of("cache", probe(given).writable())),
                stage -> {
                  RedisServer server = stage.keepPrepared(RedisServer.create());
                  server.start();
                  server.command("REPLICAOF", "127.0.0.1", "1");
                  stage.give("url", server.uri()).beginAndMeet("NOT_YET");
                  stage.last(1);
                  server.command("REPLICAOF", "NO", "ONE");
                  stage.usable();
                })
            .meets("NOT_YET")
            .within(SOON));
    all.add(
        Scenario.of(
                "key missing, then set",
                given -> List.of(Gate.of("cache", probe(given).keyExists("seed:done"))),
                stage -> {
                  RedisServer server = stage.company().redis();
                  stage.give("url", server.uri()).beginAndMeet("NOT_YET");
                  stage.last(1);
                  server.command("SET", "seed:done", "1");
                  stage.usable();
                })
            .meets("NOT_YET")
            .within(SOON));
  }
}
