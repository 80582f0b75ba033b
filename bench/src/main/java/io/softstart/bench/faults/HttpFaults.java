package io.softstart.bench.faults;

import io.softstart.gate.AnyGate;
import io.softstart.gate.Gate;
import io.softstart.probe.HttpProbe;
import io.softstart.testkit.Behaviour;
import io.softstart.testkit.FaultyServer;
import io.softstart.testkit.TlsFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What can be wrong with a service that is asked over HTTP. */
final class HttpFaults {
  private static final Behaviour HEALTHY = Behaviour.http(200, "{\"status\":\"green\"}");
  private static final Duration SOON = Duration.ofSeconds(5);

  private HttpFaults() {}

  static List<Scenario> all() {
    List<Scenario> all = new ArrayList<>();
    all.add(
        Scenario.of("port late", HttpFaults::search, faulty("REFUSED", Behaviour.refuse()))
            .meets("REFUSED")
            .atMostAttempts(4)
            .alsoInTests());
    all.add(
        Scenario.of("name resolves late", HttpFaults::search, HttpFaults::lateName)
            .meets("UNRESOLVED")
            .within(Duration.ofSeconds(3)));
    all.add(
        Scenario.of("accepts, then closes", HttpFaults::search, faulty("RESET", Behaviour.close()))
            .meets("RESET"));
    all.add(
        Scenario.of("503 from a load balancer", HttpFaults::search, faulty("STARTING", http(503)))
            .meets("STARTING")
            .alsoInTests());
    all.add(
        Scenario.of(
                "503 with Retry-After: 1",
                HttpFaults::search,
                faulty("STARTING", Behaviour.http(503, Map.of("Retry-After", "1"), "later")))
            .meets("STARTING")
            .atMostAttempts(6));
    all.add(
        Scenario.of("429, throttled", HttpFaults::search, faulty("OVERLOADED", http(429)))
            .meets("OVERLOADED")
            .atMostAttempts(8)
            .within(SOON));
    all.add(
        Scenario.of(
                "404, a route that comes later", HttpFaults::search, faulty("NOT_YET", http(404)))
            .meets("NOT_YET")
            .within(SOON));
    all.add(
        Scenario.of(
                "up, but not green yet",
                HttpFaults::search,
                faulty("NOT_YET", Behaviour.http(200, "{\"status\":\"red\"}")))
            .meets("NOT_YET")
            .within(SOON));
    all.add(
        Scenario.of(
                "401 for ever",
                HttpFaults::search,
                stage -> {
                  FaultyServer door = stage.door(http(401));
                  stage.give("url", url("http", door.port())).begin();
                })
            .meets("REJECTED")
            .ends("exit 78")
            .env("SOFTSTART_GRACE", "2s")
            .atMostLines(20)
            .within(SOON)
            .alsoInTests());
    all.add(
        Scenario.of(
                "accepts, then hangs", HttpFaults::search, faulty("TIMED_OUT", Behaviour.hang()))
            .meets("TIMED_OUT")
            .env("SOFTSTART_ATTEMPT_TIMEOUT", "2s")
            .within(Duration.ofSeconds(6)));
    all.add(
        Scenario.of("answers a byte a second", HttpFaults::search, faulty("TIMED_OUT", slow()))
            .meets("TIMED_OUT")
            .env("SOFTSTART_ATTEMPT_TIMEOUT", "2s")
            // the next attempt waits for the end of the one that was cut off
            .within(Duration.ofSeconds(12)));
    all.add(
        Scenario.of(
                "packets are dropped",
                HttpFaults::search,
                faulty("TIMED_OUT", Behaviour.unreachable()))
            .meets("TIMED_OUT")
            .env("SOFTSTART_ATTEMPT_TIMEOUT", "2s")
            .within(Duration.ofSeconds(6)));
    all.add(
        Scenario.of(
                "not HTTP at all, corrected",
                HttpFaults::search,
                faulty("WRONG_PROTOCOL", Behaviour.readSome().thenSend("SSH-2.0-OpenSSH_9.6\r\n")))
            .meets("WRONG_PROTOCOL")
            .within(SOON));
    all.add(
        Scenario.of(
                "TLS handshake never answered",
                HttpFaults::search,
                stage -> {
                  FaultyServer door = stage.door(Behaviour.hang());
                  stage.give("url", url("https", door.port())).begin();
                })
            .meets("TIMED_OUT")
            .ends("exit 69")
            .env("SOFTSTART_ATTEMPT_TIMEOUT", "2s")
            .env("SOFTSTART_DEADLINE", "6s")
            .atMostLines(20)
            .within(Duration.ofSeconds(9)));
    all.add(certified("for another host", Company::certificateOfAnotherHost));
    all.add(certified("expired", Company::certificateExpired));
    all.add(certified("of an unknown authority", Company::certificate));
    return all;
  }

  private static List<AnyGate<?>> search(Given given) {
    return List.of(Gate.of("search", HttpProbe.get(given.url()).body("\"green\"")));
  }

  private static Behaviour http(int status) {
    return Behaviour.http(status, "no");
  }

  private static Behaviour slow() {
    byte[] answer = "HTTP/1.1".getBytes(StandardCharsets.US_ASCII);
    return Behaviour.readSome().then(Behaviour.drip(answer, 1, Duration.ofSeconds(1)));
  }

  private static String url(String scheme, int port) {
    return scheme + "://127.0.0.1:" + port + "/health";
  }

  private static Scenario.Script faulty(String kind, Behaviour behaviour) {
    return stage -> {
      FaultyServer door = stage.door(behaviour);
      stage.give("url", url("http", door.port())).beginAndMeet(kind);
      stage.last(2);
      stage.usable();
      door.behave(HEALTHY);
    };
  }

  private static void lateName(Stage stage) throws Exception {
    FaultyServer door = stage.door(HEALTHY);
    Path hosts = stage.file("hosts", "127.0.0.1 localhost\n");
    stage.give("url", "http://search.internal:" + door.port() + "/health");
    stage.begin(jvm -> jvm.property("jdk.net.hosts.file", hosts.toString()));
    stage.meet("UNRESOLVED");
    stage.last(2);
    stage.usable();
    Files.writeString(hosts, "127.0.0.1 search.internal\n");
  }

  /** Trusts the authority of the certificate, except where that is unknown. */
  private static Scenario certified(String flaw, Function<Company, TlsFiles> shown) {
    return Scenario.of(
            "TLS certificate " + flaw + ", for ever",
            HttpFaults::search,
            stage -> {
              TlsFiles flawed = shown.apply(stage.company());
              FaultyServer service = stage.keep(FaultyServer.with(HEALTHY));
              Relay relay = stage.relay(service.host(), service.port()).tls(flawed, 0);
              stage.give("url", url("https", relay.port()));
              boolean known = !flaw.contains("unknown");
              stage.begin(
                  jvm ->
                      known
                          ? jvm.property("javax.net.ssl.trustStore", flawed.trustStore().toString())
                              .property("javax.net.ssl.trustStorePassword", flawed.password())
                          : jvm);
            })
        .meets("UNTRUSTED")
        .ends("exit 78")
        .env("SOFTSTART_GRACE", "2s")
        .atMostLines(20)
        .within(SOON);
  }
}
