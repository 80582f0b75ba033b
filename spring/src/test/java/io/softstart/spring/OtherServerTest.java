package io.softstart.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.Startup;
import io.softstart.StartupOptions;
import io.softstart.config.ConfigReader;
import io.softstart.event.StartupEvent;
import io.softstart.gate.AnyGate;
import io.softstart.gate.GateStatus;
import io.softstart.testkit.Behaviour;
import io.softstart.testkit.FaultyServer;
import io.softstart.testkit.Ports;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.ConfigurableEnvironment;

/** Connections that Spring Boot makes and that are waited for by their address. */
@Timeout(120)
class OtherServerTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Thread thread = Thread.currentThread();
  private final ClassLoader before = thread.getContextClassLoader();

  /** Every library is on the class path. */
  @BeforeEach
  void withAllLibraries() {
    thread.setContextClassLoader(
        new ClassLoader(before) {
          @Override
          public URL getResource(String name) {
            URL found = super.getResource(name);
            return found == null && name.endsWith(".class")
                ? super.getResource("io/softstart/spring/OtherServer.class")
                : found;
          }
        });
  }

  @AfterEach
  void asBefore() {
    thread.setContextClassLoader(before);
  }

  private static List<AnyGate<?>> derived(
      ConfigurableEnvironment environment, ConfigReader reader) {
    SaidOfGates said = new SaidOfGates(reader, new NamesSet(environment));
    List<AnyGate<?>> gates = new ArrayList<>(OtherServer.gates(environment, said));
    gates.addAll(MetadataGates.from(environment, said));
    return gates;
  }

  private static List<String> gates(Object... namesAndValues) {
    EnvironmentSource source = new EnvironmentSource();
    ConfigurableEnvironment environment = Read.file(namesAndValues).environment();
    source.attach(environment);
    return ConfigReader.read(List.of(source), reader -> derived(environment, reader))
        .value()
        .orElseThrow()
        .stream()
        .map(AnyGate::name)
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        // what a start needs
        "mongodb spring.data.mongodb.uri=mongodb://u:p@127.0.0.1:PORT/x"
            + ",spring.data.mongodb.auto-index-creation=true",
        "mongodb spring.mongodb.host=127.0.0.1,spring.mongodb.port=PORT"
            + ",spring.data.mongodb.auto-index-creation=true",
        "elasticsearch spring.elasticsearch.uris=http://127.0.0.1:PORT",
        "pulsar spring.pulsar.client.service-url=pulsar://127.0.0.1:PORT",
        "mail spring.mail.host=127.0.0.1,spring.mail.port=PORT,spring.mail.test-connection=true",
        // on request
        "rabbitmq spring.rabbitmq.host=127.0.0.1,spring.rabbitmq.port=PORT"
            + ",softstart.gates.rabbitmq.enabled=true",
        "rabbitmq spring.rabbitmq.addresses=amqp://u:p@127.0.0.1:PORT/v"
            + ",softstart.gates.rabbitmq.required=true",
        "activemq spring.activemq.broker-url=tcp://127.0.0.1:PORT"
            + ",softstart.gates.activemq.enabled=true",
        "artemis spring.artemis.broker-url=tcp://127.0.0.1:PORT"
            + ",softstart.gates.artemis.enabled=true",
        "cassandra spring.cassandra.contact-points=127.0.0.1:PORT"
            + ",softstart.gates.cassandra.enabled=true",
        "couchbase spring.couchbase.connection-string=couchbase://127.0.0.1:PORT"
            + ",softstart.gates.couchbase.enabled=true",
        "ldap spring.ldap.urls=ldap://127.0.0.1:PORT,softstart.gates.ldap.enabled=true",
        "neo4j spring.neo4j.uri=bolt://127.0.0.1:PORT,softstart.gates.neo4j.enabled=true",
      })
  void isWaitedForUntilItsPortIsServed(String gate, String properties) throws Exception {
    opensLater(gate, properties, Behaviour.refuse(), Behaviour.hang());
  }

  private static GateStatus gate(ConfigurableEnvironment environment, CountDownLatch failed) {
    EnvironmentSource source = new EnvironmentSource();
    source.attach(environment);
    Startup startup =
        Startup.begin(
            StartupOptions.of("x")
                .embedded()
                .sources(source)
                .deadline(LIMIT)
                .listener(event -> countDown(event, failed)));
    try {
      List<AnyGate<?>> gates =
          startup.configure(reader -> EnvironmentGates.from(environment, source, reader));
      startup.await(gates.toArray(new AnyGate<?>[0]));
    } finally {
      startup.close();
    }
    return startup.report().gates().get(0);
  }

  private static void countDown(StartupEvent event, CountDownLatch failed) {
    if (event instanceof StartupEvent.AttemptFailed) {
      failed.countDown();
    }
  }

  private void opensLater(String gate, String properties, Behaviour first, Behaviour then)
      throws Exception {
    ClassLoader libraries = thread.getContextClassLoader();
    try (FaultyServer server = FaultyServer.with(first)) {
      Object[] set =
          Arrays.stream(properties.replace("PORT", String.valueOf(server.port())).split(","))
              .flatMap(each -> Arrays.stream(each.split("=", 2)))
              .toArray();
      CountDownLatch failed = new CountDownLatch(1);
      CompletableFuture<GateStatus> waited =
          CompletableFuture.supplyAsync(
              () -> {
                Thread.currentThread().setContextClassLoader(libraries);
                return gate(Read.file(set).environment(), failed);
              });
      assertThat(failed.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
      server.behave(then);
      GateStatus status = waited.get();
      assertThat(status.name()).isEqualTo(gate);
      assertThat(status.state()).as(status.toString()).isEqualTo(GateStatus.State.OPEN);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "issuer-keycloak spring.security.oauth2.client.registration.shop.provider=keycloak"
            + ",spring.security.oauth2.client.registration.shop.client-id=shop"
            + ",spring.security.oauth2.client.provider.keycloak.issuer-uri=http://127.0.0.1:PORT/r",
        "saml2-idp spring.security.saml2.relyingparty.registration.idp.assertingparty.metadata-uri"
            + "=http://127.0.0.1:PORT/metadata",
      })
  void metadataIsWaitedForUntilItIsAnswered(String gate, String properties) throws Exception {
    opensLater(gate, properties, Behaviour.http(503, ""), Behaviour.http(404, ""));
  }

  @Test
  void aRegistrationMayHaveAnyName() {
    String client = "spring.security.oauth2.client.";
    assertThat(
            gates(
                client + "registration.my_Client.client-id", "x",
                client + "provider.my_Client.issuer-uri", "http://127.0.0.1:1/r",
                client + "registration[My Cl.ient].client-id", "x",
                client + "provider[My Cl.ient].issuer-uri", "http://127.0.0.1:1/r"))
        .containsExactly("issuer-my_Client");
  }

  @Test
  void whatAStartDoesWithoutIsNotWaitedFor() {
    assertThat(
            gates(
                "spring.data.mongodb.uri", "mongodb://db/x",
                "spring.mail.host", "mail",
                "spring.rabbitmq.host", "rabbit",
                "spring.neo4j.uri", "bolt://graph",
                "spring.security.oauth2.resourceserver.jwt.issuer-uri", "http://keycloak/r"))
        .isEmpty();
  }

  @Test
  void whatIsSwitchedOffOrNamedBySomebodyHasNoSecondGate() {
    String[] needed = {
      "spring.pulsar.client.service-url",
      "pulsar://broker:6650",
      "spring.elasticsearch.uris",
      "http://search:9200",
      "spring.mail.host",
      "mail",
      "spring.mail.test-connection",
      "true"
    };
    assertThat(gates((Object[]) needed)).containsExactly("elasticsearch", "pulsar", "mail");
    Object[] said = {
      "softstart.gates.pulsar.enabled", "false",
      "softstart.gates.elasticsearch.url", "http://search:9200/_cluster/health",
      "softstart.wait-for", "mail=tcp://mail:25"
    };
    Object[] all = Arrays.copyOf(said, said.length + needed.length);
    System.arraycopy(needed, 0, all, said.length, needed.length);
    assertThat(gates(all)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "db, db 27017",
    "db:1, db 1",
    "mongodb://u:p@db:2/x?a=b, db 2",
    "https://es, es 443",
    "http://es, es 80",
    "[::1]:3, ::1 3",
    "pulsar+ssl://broker, broker 6651",
    "mongodb+srv://cluster/x, null",
    "${DB}, null",
  })
  void addressesAreRead(String text, String address) {
    AddressGate.Address parsed = AddressGate.parse(text, 27_017);
    assertThat(parsed == null ? "null" : parsed.host() + " " + parsed.port()).isEqualTo(address);
  }

  @Test
  void ofSeveralAddressesOneIsEnough() {
    int closed = Ports.free();
    try (FaultyServer open = FaultyServer.with(Behaviour.hang())) {
      GateStatus status =
          Awaited.gate(
              Read.file(
                  "spring.data.mongodb.auto-index-creation",
                  "true",
                  "spring.data.mongodb.uri",
                  "mongodb://127.0.0.1:" + closed + ",127.0.0.1:" + open.port() + "/x?a=b,c"));
      assertThat(status.state()).isEqualTo(GateStatus.State.OPEN);
      assertThat(status.attempts()).isEqualTo(1);
    }
  }
}
