package io.softstart.bench.faults;

import io.softstart.gate.AnyGate;
import io.softstart.gate.Gate;
import io.softstart.kafka.KafkaProbe;
import io.softstart.testkit.Behaviour;
import io.softstart.testkit.FaultyServer;
import io.softstart.testkit.KafkaServer;
import io.softstart.testkit.TlsFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** What can be wrong with Kafka. */
final class KafkaFaults {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Duration CLIENT_IS_MADE = Duration.ofSeconds(4); // it costs a second alone
  private static final int LINES = 130; // kafka-clients logs its settings, once per client

  /** For each login that is refused a client is made, which logs its settings and its failure. */
  private static final int LINES_OF_FIVE_CLIENTS = 800;

  private KafkaFaults() {}

  static List<Scenario> all() {
    List<Scenario> all = new ArrayList<>();
    outages(all);
    silence(all);
    trust(all);
    conditions(all);
    return all.stream().map(KafkaFaults::bounded).toList();
  }

  private static Scenario bounded(Scenario scenario) {
    boolean refused = scenario.result().equals("exit 78");
    return scenario.atMostLines(refused ? LINES_OF_FIVE_CLIENTS : LINES);
  }

  private static List<AnyGate<?>> events(Given given) {
    return List.of(Gate.of("events", probe(given)));
  }

  /** The addresses and whatever else of a client's settings is given, with dots for dashes. */
  private static KafkaProbe probe(Given given) {
    Map<String, String> settings = new HashMap<>();
    given.values().forEach((key, value) -> settings.put(key.replace('-', '.'), value));
    settings.remove("topic");
    return KafkaProbe.admin(settings);
  }

  private static Stage at(Stage stage, String address) {
    return stage.give("bootstrap-servers", address);
  }

  private static Scenario.Script faulty(String kind, Behaviour behaviour) {
    return stage -> {
      KafkaServer healthy = stage.company().kafka();
      FaultyServer door = stage.door(behaviour);
      at(stage, "127.0.0.1:" + door.port()).beginAndMeet(kind);
      stage.last(2);
      stage.open(door, healthy);
    };
  }

  private static void outages(List<Scenario> all) {
    all.add(
        Scenario.of("port late", KafkaFaults::events, faulty("REFUSED", Behaviour.refuse()))
            .meets("REFUSED")
            .within(CLIENT_IS_MADE));
    all.add(
        Scenario.of(
                "broker late",
                KafkaFaults::events,
                stage -> {
                  KafkaServer server = stage.keepPrepared(KafkaServer.create());
                  at(stage, server.bootstrapServers()).beginAndMeet("REFUSED");
                  stage.last(1);
                  server.start();
                  stage.usable(server);
                })
            .meets("REFUSED", "RESET|STARTING|NOT_YET|TIMED_OUT|REFUSED*")
            .within(CLIENT_IS_MADE));
    all.add(
        Scenario.of(
                "broker restarted after kill -9",
                KafkaFaults::events,
                stage -> {
                  KafkaServer server = stage.keepPrepared(KafkaServer.create());
                  server.start();
                  server.kill();
                  at(stage, server.bootstrapServers()).beginAndMeet("REFUSED");
                  server.start();
                  stage.usable(server);
                })
            .meets("REFUSED", "RESET|STARTING|NOT_YET|TIMED_OUT|REFUSED*")
            .within(Duration.ofSeconds(8)));
    all.add(
        Scenario.of(
                "name resolves late",
                KafkaFaults::events,
                stage -> {
                  KafkaServer server = stage.company().kafka();
                  Path hosts = stage.file("hosts", "127.0.0.1 localhost\n");
                  at(stage, "kafka.internal:" + server.port());
                  stage.begin(jvm -> jvm.property("jdk.net.hosts.file", hosts.toString()));
                  stage.meet("UNRESOLVED");
                  stage.last(2);
                  stage.usable();
                  Files.writeString(hosts, "127.0.0.1 kafka.internal\n");
                })
            .meets("UNRESOLVED")
            .within(SOON));
    all.add(
        Scenario.of("accepts, then closes", KafkaFaults::events, faulty("RESET", Behaviour.close()))
            .meets("RESET")
            .within(CLIENT_IS_MADE));
  }

  private static void silence(List<Scenario> all) {
    all.add(
        Scenario.of(
                "accepts, then hangs", KafkaFaults::events, faulty("TIMED_OUT", Behaviour.hang()))
            .meets("TIMED_OUT")
            .env("SOFTSTART_ATTEMPT_TIMEOUT", "3s")
            .within(Duration.ofSeconds(8)));
    all.add(
        Scenario.of(
                "answers a byte a second",
                KafkaFaults::events,
                faulty(
                    "TIMED_OUT",
                    Behaviour.readSome()
                        .then(Behaviour.drip(new byte[8], 1, Duration.ofSeconds(1)))))
            .meets("TIMED_OUT|WRONG_PROTOCOL+")
            .env("SOFTSTART_ATTEMPT_TIMEOUT", "3s")
            .within(Duration.ofSeconds(8)));
    all.add(
        Scenario.of(
                "paused",
                KafkaFaults::events,
                stage -> {
                  KafkaServer server = stage.keepPrepared(KafkaServer.create());
                  server.start();
                  server.pause();
                  at(stage, server.bootstrapServers()).beginAndMeet("TIMED_OUT");
                  stage.usable();
                  server.resume();
                })
            .meets("TIMED_OUT")
            .env("SOFTSTART_ATTEMPT_TIMEOUT", "3s")
            .within(Duration.ofSeconds(8)));
    all.add(
        Scenario.of(
                "network cut in mid-handshake, healed",
                KafkaFaults::events,
                stage -> {
                  Relay relay = stage.relay(stage.company().kafka());
                  relay.onFirstAnswer(relay::cut);
                  at(stage, "127.0.0.1:" + relay.port()).beginAndMeet("TIMED_OUT");
                  stage.last(1);
                  stage.usable();
                  relay.heal();
                })
            .meets("TIMED_OUT")
            .env("SOFTSTART_ATTEMPT_TIMEOUT", "3s")
            .within(Duration.ofSeconds(8)));
    all.add(
        Scenario.of(
                "HTTP on the port, corrected",
                KafkaFaults::events,
                faulty(
                    "WRONG_PROTOCOL",
                    Behaviour.readSome().thenSend("HTTP/1.1 400 Bad Request\r\n\r\n")))
            .meets("WRONG_PROTOCOL")
            .within(Duration.ofSeconds(6)));
  }

  private static void trust(List<Scenario> all) {
    all.add(certified("for another host", Company::certificateOfAnotherHost));
    all.add(certified("expired", Company::certificateExpired));
    all.add(
        Scenario.of(
                "password wrong for ever",
                KafkaFaults::events,
                stage -> {
                  KafkaServer server =
                      stage.keepPrepared(
                          KafkaServer.builder().saslPlain("app", "right-p4zz").build());
                  server.start();
                  at(stage, server.bootstrapServers());
                  stage.give("security-protocol", "SASL_PLAINTEXT").give("sasl-mechanism", "PLAIN");
                  stage.giveSecret("sasl-jaas-config", KafkaServer.jaas("app", "wrong-p4zz"));
                  stage.begin();
                })
            .meets("DENIED")
            .ends("exit 78")
            .env("SOFTSTART_GRACE", "4s")
            .atMostAttempts(5)
            .within(Duration.ofSeconds(12)));
  }

  private static Scenario certified(String flaw, Function<Company, TlsFiles> shown) {
    return Scenario.of(
            "TLS certificate " + flaw + ", for ever",
            KafkaFaults::events,
            stage -> {
              Company company = stage.company();
              TlsFiles flawed = shown.apply(company);
              Relay relay = stage.relay(company.kafka()).tls(flawed, 0);
              at(stage, "127.0.0.1:" + relay.port());
              stage.give("security-protocol", "SSL").give("ssl-truststore-type", "PKCS12");
              stage.give("ssl-truststore-location", flawed.trustStore().toString());
              stage.give("ssl-truststore-password", flawed.password()).begin();
            })
        .meets("UNTRUSTED")
        .ends("exit 78")
        .env("SOFTSTART_GRACE", "4s")
        .within(Duration.ofSeconds(12));
  }

  private static void conditions(List<Scenario> all) {
    all.add(
        Scenario.of(
                "topic missing, then created",
                given -> List.of(Gate.of("events", probe(given).topics(given.text("topic")))),
                stage -> {
                  KafkaServer server = stage.company().kafka();
                  at(stage, server.bootstrapServers());
                  stage.give("topic", "orders.late").beginAndMeet("NOT_YET");
                  stage.last(1);
                  try (Admin admin = Admin.create(Map.copyOf(server.clientSettings()))) {
                    admin
                        .createTopics(List.of(new NewTopic("orders.late", 1, (short) 1)))
                        .all()
                        .get();
                  }
                  stage.usable();
                })
            .meets("NOT_YET")
            .within(SOON));
    all.add(
        Scenario.of(
                "too few brokers until the deadline",
                given -> List.of(Gate.of("events", probe(given).minBrokers(3))),
                stage -> at(stage, stage.company().kafka().bootstrapServers()).begin())
            .meets("NOT_YET")
            .ends("exit 69")
            .env("SOFTSTART_DEADLINE", "6s")
            .within(Duration.ofSeconds(10)));
    all.add(
        Scenario.of(
                "advertises an address that does not resolve",
                KafkaFaults::events,
                stage -> {
                  KafkaServer server =
                      stage.keepPrepared(
                          KafkaServer.builder().advertised("broker.nowhere.invalid:9092").build());
                  server.start();
                  at(stage, server.bootstrapServers()).begin();
                })
            .meets("REJECTED|UNRESOLVED|NOT_YET|TIMED_OUT+")
            .ends("exit 69")
            .env("SOFTSTART_DEADLINE", "8s")
            .saying("broker.nowhere.invalid")
            .within(Duration.ofSeconds(14)));
  }
}
