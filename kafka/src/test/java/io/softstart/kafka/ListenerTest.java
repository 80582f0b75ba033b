package io.softstart.kafka;

import static io.softstart.diagnosis.FailureKind.REFUSED;
import static io.softstart.diagnosis.FailureKind.UNRESOLVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.softstart.diagnosis.Failure;
import io.softstart.gate.Gate;
import io.softstart.testkit.KafkaServer;
import io.softstart.testkit.Ports;
import io.softstart.trial.Trial;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bootstrap works, but the brokers send their clients to where they cannot follow. */
class ListenerTest {
  private static final String ELSEWHERE = "kafka.no-such-host.invalid:9092";

  @AfterEach
  void nothingIsLeft() throws InterruptedException {
    Leaks.assertNoThreadLeft(Duration.ofSeconds(15));
  }

  private static Trial<Admin> wait(KafkaProbe probe, Duration limit) {
    Gate<Admin> gate = Gate.<Admin>of("events", probe).attemptTimeout(Duration.ofSeconds(4));
    return Trial.of(gate, limit);
  }

  @Test
  void everyLineNamesTheListenerThatDoesNotResolve() {
    try (KafkaServer kafka = KafkaServer.builder().advertised(ELSEWHERE).build();
        Logged logged = Logged.begin()) {
      kafka.start();
      assertThat(plainClient(kafka)).isInstanceOf(TimeoutException.class);
      int before = logged.lines().size();
      try (Trial<Admin> trial =
          wait(KafkaProbe.admin(kafka.bootstrapServers()), Duration.ofSeconds(3))) {
        assertThat(trial.failures())
            .hasSizeGreaterThan(2)
            .allSatisfy(
                failure -> {
                  assertThat(failure.kind()).isEqualTo(UNRESOLVED);
                  assertThat(failure.reason()).contains(ELSEWHERE + " does not resolve");
                  assertThat(failure.reason()).doesNotContain("time");
                });
        assertThat(trial.lastFailure().action()).contains("advertised.listeners");
      }
      assertThat(logged.lines()).as("no client was made").hasSize(before);
    }
  }

  /** What everybody sees without us. */
  private static Throwable plainClient(KafkaServer kafka) {
    Map<String, Object> settings = new HashMap<>(kafka.clientSettings());
    settings.put("default.api.timeout.ms", 1_500);
    settings.put("request.timeout.ms", 1_500);
    try (Admin admin = Admin.create(settings)) {
      return catchThrowable(() -> admin.describeCluster().nodes().get()).getCause();
    }
  }

  @Test
  void localhostAsSeenFromAnotherMachineIsNamedToo() {
    String closed = "localhost:" + Ports.free();
    try (KafkaServer kafka = KafkaServer.builder().advertised(closed).build()) {
      kafka.start();
      Failure failure = Trial.failure(KafkaProbe.admin(kafka.bootstrapServers()).reachable());
      assertThat(failure.kind()).isEqualTo(REFUSED);
      assertThat(failure.reason()).contains(closed + " is closed");
    }
  }

  @Test
  void behindALoginItIsNamedAsSoonAsThereIsATopic() throws Exception {
    KafkaServer.Builder builder = KafkaServer.builder().saslPlain("app", "app-password");
    int port = Ports.free();
    try (KafkaServer kafka = builder.port(port).advertised(ELSEWHERE).build()) {
      kafka.start();
      Failure before = Trial.failure(KafkaProbe.admin(kafka.clientSettings()));
      assertThat(before.reason()).contains("does not answer in time");
      autoCreate(kafka);
      try (Trial<Admin> trial =
          wait(KafkaProbe.admin(kafka.clientSettings()), Duration.ofSeconds(8))) {
        assertThat(trial.failures())
            .isNotEmpty()
            .allSatisfy(f -> assertThat(f.reason()).contains(ELSEWHERE));
        assertThat(trial.lastFailure().kind()).isEqualTo(UNRESOLVED);
      }
    }
  }

  /** A topic can be had through the bootstrap address alone: the broker makes it when asked. */
  private static void autoCreate(KafkaServer kafka) {
    Map<String, Object> settings = new HashMap<>(kafka.clientSettings());
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000);
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      assertThat(catchThrowable(() -> producer.partitionsFor("orders")))
          .matches(thrown -> thrown == null || thrown instanceof TimeoutException);
    }
  }
}
