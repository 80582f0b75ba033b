package io.softstart.kafka;

import static io.softstart.diagnosis.FailureKind.DENIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.softstart.Startup;
import io.softstart.StartupException;
import io.softstart.StartupOptions;
import io.softstart.config.ConfigSources;
import io.softstart.gate.AnyGate;
import io.softstart.gate.Gate;
import io.softstart.gate.GateStatus;
import io.softstart.probe.Gates;
import io.softstart.testkit.KafkaServer;
import io.softstart.trial.Trial;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Gates that no code names, on a real broker with logins. */
class KafkaGatesTest {
  private static final String PASSWORD = "S3cr3t/p4zz#w0rt";

  private static KafkaServer kafka;

  @BeforeAll
  static void start() {
    kafka = KafkaServer.builder().saslPlain("app", PASSWORD).build();
    kafka.start();
    AnyGate<?> orders =
        Gate.of(
            "orders",
            KafkaProbe.admin(kafka.clientSettings())
                .createTopics(new NewTopic("orders.v1", 1, (short) 1)));
    try (Trial<?> trial = Trial.of(orders, Duration.ofSeconds(30))) {
      assertThat(trial.isOpen()).isTrue();
    }
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @AfterEach
  void keepsNothing() throws InterruptedException {
    Leaks.assertNoThreadLeft(Duration.ofSeconds(15));
  }

  private static String url(String path, String password) {
    String jaas = KafkaServer.jaas("app", password);
    return "kafka://"
        + kafka.bootstrapServers()
        + path
        + (path.contains("?") ? "&" : "?")
        + "security.protocol=SASL_PLAINTEXT&sasl.mechanism=PLAIN&sasl.jaas.config="
        + URLEncoder.encode(jaas, StandardCharsets.UTF_8);
  }

  private static GateStatus await(StartupOptions options, AnyGate<?>... gates) {
    Startup startup = Startup.begin(options.embedded().deadline(Duration.ofSeconds(8)));
    try {
      startup.await(gates);
    } catch (StartupException failed) {
      assertThat(failed.report()).doesNotContain(PASSWORD).doesNotContain("S3cr3t", "p4zz");
    } finally {
      startup.close();
    }
    return startup.report().gates().get(0);
  }

  private static GateStatus await(String url) {
    return await(StartupOptions.of("urls"), Gates.fromUrl("events", url));
  }

  @Test
  void aTopicAndOptionsInTheUrl() {
    GateStatus open =
        await(
            url(
                "/orders.v1?softstart.min-brokers=1&softstart.reachable=true"
                    + "&softstart.consumer-group=orders",
                PASSWORD));
    assertThat(open.state()).as(open.toString()).isEqualTo(GateStatus.State.OPEN);
  }

  @Test
  void brokersThatAreMissingAreSaid() {
    GateStatus closed = await(url("?softstart.min-brokers=3", PASSWORD));
    assertThat(closed.lastFailure().orElseThrow().reason()).contains("1 of at least 3");
  }

  @Test
  void topicsThatAreMissingAreSaid() {
    GateStatus closed =
        await(url("?softstart.topics=orders.v1,refunds.v1&softstart.deadline=2s", PASSWORD));
    assertThat(closed.lastFailure().orElseThrow().reason()).contains("refunds.v1");
  }

  @Test
  void theOperatorsGates() {
    GateStatus open =
        await(
            StartupOptions.of("urls")
                .sources(
                    ConfigSources.of(
                        "test",
                        Map.of("SOFTSTART_WAIT_FOR", "events=" + url("/orders.v1", PASSWORD)))));
    assertThat(open.name()).isEqualTo("events");
    assertThat(open.state()).as(open.toString()).isEqualTo(GateStatus.State.OPEN);
  }

  @Test
  void aWrongPasswordIsDeniedAndNotPrinted() {
    GateStatus closed = await(url("", "S3cr3t/wr0ng#w0rt"));
    assertThat(closed.lastFailure().orElseThrow().kind()).isEqualTo(DENIED);
    assertThat(closed.toString()).doesNotContain("wr0ng").contains(kafka.bootstrapServers());
  }

  @Test
  void whatIsNoUrlOfKafkaIsRefused() {
    assertThatThrownBy(() -> Gates.fromUrl("events", "kafka:///orders"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("kafka://host:port");
    assertThatThrownBy(() -> Gates.fromUrl("events", "kafka://a:1/t?softstart.min-broker=3"))
        .hasMessageContaining("min-brokers");
    assertThatThrownBy(() -> Gates.fromUrl("events", "kafka://a:1/t?nonsense"))
        .hasMessageContaining("name=value");
  }
}
