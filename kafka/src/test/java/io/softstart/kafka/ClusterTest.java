package io.softstart.kafka;

import static io.softstart.diagnosis.FailureKind.NOT_YET;
import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.diagnosis.Failure;
import io.softstart.gate.Backoff;
import io.softstart.gate.Gate;
import io.softstart.testkit.KafkaServer;
import io.softstart.testkit.ServerBackend;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
    return Trial.of(Gate.of("events", probe), LONG);
  }

  @Test
  void brokersThatComeLaterAreWaitedFor() {
    second.startInBackground(Duration.ofSeconds(1));
    third.startInBackground(Duration.ofSeconds(6));
    try (Trial<Admin> trial = wait(probe().minBrokers(3).reachable())) {
      assertThat(trial.isOpen()).isTrue();
      assertThat(trial.failures()).allMatch(f -> f.kind() == NOT_YET);
      assertThat(trial.failures().get(0).reason()).isEqualTo("1 of at least 3 brokers are there: [1]");
      assertThat(trial.failures()).extracting(Failure::reason).anyMatch(r -> r.contains("[1, 2]"));
    }
    third.awaitUsable(LONG);
  }

  @Test
  void replicasOfBrokersThatDiedAreWaitedFor() {
    NewTopic topic =
        new NewTopic("replicated", 1, (short) 3).configs(Map.of("min.insync.replicas", "2"));
    NewTopic alone = new NewTopic("alone", Map.of(0, List.of(2)));
    String dead = "127.0.0.1:" + third.port();
    try (Trial<Admin> trial = wait(probe().createTopics(topic, alone))) {
      assertThat(trial.isOpen()).isTrue();
    }
    third.kill();
    Failure unreachable = Trial.failure(probe().minBrokers(3).reachable());
    assertThat(unreachable.reason()).matches(".*(" + dead + " is closed|2 of at least 3).*");
    try (Trial<Admin> trial = wait(probe().topics("replicated"))) {
      assertThat(trial.isOpen()).as("two of three are enough").isTrue();
    }
    second.kill();
    third.startInBackground(Duration.ofSeconds(10));
    second.startInBackground(Duration.ofSeconds(12));
    try (Trial<Admin> trial = wait(probe().minBrokers(3).topics("replicated", "alone"))) {
      assertThat(trial.isOpen()).isTrue();
      assertThat(trial.failures()).isNotEmpty();
    }
    third.awaitUsable(LONG);
    second.awaitUsable(LONG);
  }

  @Test
  void topicsOfBrokersThatAreGoneAreNotUsable() {
    second.kill();
    third.kill();
    try (Trial<Admin> trial = Trial.of(gone("alone"), Duration.ofSeconds(30))) {
      assertThat(trial.failures())
          .extracting(Failure::reason)
          .anyMatch(r -> r.equals("partition 0 of topic alone has no leader yet"));
    }
    try (Trial<Admin> trial = Trial.of(gone("replicated"), Duration.ofSeconds(30))) {
      assertThat(trial.lastFailure().reason())
          .isEqualTo("partition 0 of topic replicated has 1 in-sync of min.insync.replicas=2");
    }
  }

  /** A gate that is given up when it is known that it will not open. */
  private static Gate<Admin> gone(String topic) {
    return Gate.<Admin>of("events", probe().topics(topic))
        .backoff(Backoff.exponential(LONG.dividedBy(45), 1, LONG.dividedBy(45)), 6);
  }
}
