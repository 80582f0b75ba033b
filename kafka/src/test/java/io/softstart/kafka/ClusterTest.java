package io.softstart.kafka;

import static io.softstart.diagnosis.FailureKind.NOT_YET;
import static io.softstart.diagnosis.FailureKind.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.diagnosis.Failure;
import io.softstart.gate.Backoff;
import io.softstart.gate.Gate;
import io.softstart.testkit.KafkaServer;
import io.softstart.testkit.ServerBackend;
import io.softstart.trial.Trial;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Three real brokers, of which some are not there. */
@TestMethodOrder(MethodOrderer.MethodName.class)
class ClusterTest {
  private static final Duration LONG = Duration.ofSeconds(90);
  private static final Backoff OFTEN =
      Backoff.exponential(Duration.ofMillis(300), 1, Duration.ofMillis(300));

  private static KafkaServer first;
  private static KafkaServer second;
  private static KafkaServer third;

  @BeforeAll
  static void startOne() {
    first =
        KafkaServer.builder()
            .backend(ServerBackend.EMBEDDED)
            .setting("broker.heartbeat.interval.ms", "500")
            .setting("broker.session.timeout.ms", "3000")
            .build();
    second = KafkaServer.builder().joining(first).build();
    third = KafkaServer.builder().joining(first).build();
    first.start();
  }

  @AfterAll
  static void stop() {
    third.close();
    second.close();
    first.close();
  }

  @AfterEach
  void nothingIsLeft() throws InterruptedException {
    Leaks.assertNoThreadLeft(Duration.ofSeconds(15));
  }

  private static KafkaProbe probe() {
    return KafkaProbe.admin(first.bootstrapServers());
  }

  private static Trial<Admin> wait(KafkaProbe probe) {
    return Trial.of(Gate.<Admin>of("events", probe).backoff(OFTEN), LONG);
  }

  /** The controller misses a broker only after a while. */
  private static void awaitBrokers(int count) throws Exception {
    try (Admin admin = Admin.create(Map.copyOf(first.clientSettings()))) {
      long begun = System.nanoTime();
      while (admin.describeCluster().nodes().get().size() != count) {
        assertThat(System.nanoTime() - begun).isLessThan(LONG.toNanos());
        Thread.sleep(100);
      }
    }
  }

  @Test
  void brokersThatComeLaterAreWaitedFor() {
    CompletableFuture.runAsync(
        () -> {
          second.start();
          third.startInBackground(Duration.ofSeconds(3)); // else it may overtake
        });
    try (Trial<Admin> trial = wait(probe().minBrokers(3).reachable())) {
      assertThat(trial.isOpen()).isTrue();
      // a broker is listed a moment before it takes connections
      assertThat(trial.failures()).extracting(Failure::kind).isSubsetOf(NOT_YET, REFUSED);
      assertThat(trial.failures().get(0).reason()).startsWith("1 of at least 3 brokers are there");
      assertThat(trial.failures()).extracting(Failure::reason).anyMatch(r -> r.contains("[1, 2]"));
    }
    third.awaitUsable(LONG);
  }

  @Test
  void replicasOfBrokersThatDiedAreWaitedFor() throws Exception {
    NewTopic topic =
        new NewTopic("replicated", 1, (short) 3).configs(Map.of("min.insync.replicas", "2"));
    NewTopic alone = new NewTopic("alone", Map.of(0, List.of(2)));
    try (Trial<Admin> trial = wait(probe().createTopics(topic, alone))) {
      assertThat(trial.isOpen()).isTrue();
    }
    third.kill();
    awaitBrokers(2);
    try (Trial<Admin> trial = wait(probe().topics("replicated", "alone"))) {
      assertThat(trial.isOpen()).as("two of three are enough").isTrue();
    }
    second.kill();
    awaitBrokers(1);
    assertThat(Trial.failure(probe().topics("replicated")).reason())
        .isEqualTo("partition 0 of topic replicated has 1 in-sync of min.insync.replicas=2");
    assertThat(Trial.failure(probe().topics("alone")).reason())
        .isEqualTo("partition 0 of topic alone has no leader yet");
    second.startInBackground(Duration.ofSeconds(1));
    try (Trial<Admin> trial = wait(probe().topics("replicated", "alone"))) {
      assertThat(trial.isOpen()).isTrue();
      assertThat(trial.failures()).isNotEmpty().allMatch(f -> f.kind() == NOT_YET);
    }
    second.awaitUsable(LONG);
  }
}
