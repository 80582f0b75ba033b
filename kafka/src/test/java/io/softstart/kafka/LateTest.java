package io.softstart.kafka;

import static io.softstart.diagnosis.FailureKind.DENIED;
import static io.softstart.diagnosis.FailureKind.NOT_YET;
import static io.softstart.diagnosis.FailureKind.REFUSED;
import static io.softstart.diagnosis.FailureKind.RESET;
import static io.softstart.diagnosis.FailureKind.TIMED_OUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.softstart.Startup;
import io.softstart.StartupException;
import io.softstart.StartupOptions;
import io.softstart.gate.Attempt;
import io.softstart.gate.Gate;
import io.softstart.gate.OpenGates;
import io.softstart.gate.TestAttempt;
import io.softstart.testkit.Behaviour;
import io.softstart.testkit.FaultyServer;
import io.softstart.testkit.KafkaServer;
import io.softstart.trial.Trial;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Whole waits: what is not there yet comes, quietly, and what failed leaves nothing behind. */
@TestMethodOrder(MethodOrderer.MethodName.class)
class LateTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private static KafkaServer kafka;

  @BeforeAll
  static void start() {
    kafka = KafkaServer.builder().setting("auto.create.topics.enable", "false").build();
    kafka.start();
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @AfterEach
  void nothingIsLeft() throws InterruptedException {
    Leaks.assertNoThreadLeft(Duration.ofSeconds(15));
  }

  private static KafkaProbe probe() {
    return KafkaProbe.admin(kafka.bootstrapServers());
  }

  private static NewTopic topic(String name) {
    return new NewTopic(name, 1, (short) 1);
  }

  @Test
  void aBrokerThatIsThirtySecondsLateIsWaitedForInEightLines() throws Exception {
    kafka.stop();
    Startup startup = startup(LONG);
    try (Logged logged = Logged.begin()) {
      kafka.startInBackground(Duration.ofSeconds(30));
      CompletableFuture<List<String>> waiting =
          CompletableFuture.supplyAsync(
              () -> {
                kafka.awaitUsable(LONG);
                return logged.lines();
              });
      Gate<Admin> events = Gate.of("events", probe());
      OpenGates open = startup.await(events);
      long late = System.nanoTime() - kafka.usableAt().orElseThrow();
      try (Admin admin = open.get(events)) {
        assertThat(admin.describeCluster().clusterId().get()).isNotEmpty();
      }
      List<String> lines = waiting.get(10, TimeUnit.SECONDS);
      System.out.println("while waiting: " + lines);
      assertThat(lines).isNotEmpty().hasSizeLessThanOrEqualTo(8);
      assertThat(lines).noneMatch(line -> line.startsWith("org.apache.kafka"));
      assertThat(logged.lines())
          .filteredOn(line -> line.contains("AdminClientConfig values"))
          .as("clients made in all: a broker may answer and close while it starts")
          .hasSizeBetween(1, 2);
      assertThat(Duration.ofNanos(late)).isLessThan(Duration.ofSeconds(5));
    } finally {
      startup.close();
    }
  }

  private static Startup startup(Duration deadline) {
    return Startup.begin(StartupOptions.of("kafka-late").embedded().deadline(deadline));
  }

  @Test
  void aFailedStartupLeavesNoThreadAndNoSocket() throws Exception {
    int before = Leaks.sockets();
    for (KafkaProbe failing :
        List.of(
            probe().topics("never"),
            probe().minBrokers(2),
            KafkaProbe.admin(
                Map.of(
                    "bootstrap.servers",
                    "127.0.0.1:" + kafka.port(),
                    "security.protocol",
                    "SSL")))) {
      Startup startup = startup(Duration.ofSeconds(4));
      assertThatThrownBy(() -> startup.await(Gate.of("events", failing)))
          .isInstanceOf(StartupException.class);
      startup.close();
      Leaks.assertNoThreadLeft(Duration.ofSeconds(15));
      assertThat(Leaks.sockets()).isLessThanOrEqualTo(before);
    }
  }

  @Test
  void aTopicThatIsLateIsWaitedForWithOneClient() {
    CompletableFuture.runAsync(
        () -> create("late"), CompletableFuture.delayedExecutor(3, TimeUnit.SECONDS));
    try (Logged logged = Logged.begin()) {
      try (Trial<Admin> trial = Trial.of(Gate.of("events", probe().topics("late")), LONG)) {
        assertThat(trial.isOpen()).isTrue();
        assertThat(trial.failures()).hasSizeGreaterThan(2).allMatch(f -> f.kind() == NOT_YET);
      }
      assertThat(logged.lines())
          .filteredOn(line -> line.contains("AdminClientConfig values"))
          .as("one of the gate, one of this test")
          .hasSize(2);
    }
  }

  private static void create(String name) {
    try (Admin admin = Admin.create(Map.copyOf(kafka.clientSettings()))) {
      admin.createTopics(List.of(topic(name))).all().get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void instancesThatCreateTheSameTopicDoNotDisturbEachOther() {
    List<CompletableFuture<Boolean>> instances =
        IntStream.range(0, 4)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> {
                          Gate<Admin> gate =
                              Gate.of("events", probe().createTopics(topic("a"), topic("b")));
                          try (Trial<Admin> trial = Trial.of(gate, LONG)) {
                            return trial.isOpen()
                                && trial.failures().stream().allMatch(f -> f.kind() == NOT_YET);
                          }
                        }))
            .toList();
    assertThat(instances).allMatch(CompletableFuture::join);
  }

  @Test
  void aRestartInTheMiddleOfTheWaitIsSurvived() {
    CompletableFuture.runAsync(
        () -> {
          kafka.kill();
          kafka.start();
          create("after-restart");
        },
        CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS));
    try (Trial<Admin> trial = Trial.of(Gate.of("events", probe().topics("after-restart")), LONG)) {
      assertThat(trial.isOpen()).isTrue();
      assertThat(trial.failures()).anyMatch(f -> f.kind() == NOT_YET);
      assertThat(trial.failures()).anyMatch(f -> f.kind() == REFUSED || f.kind() == RESET);
      assertThat(trial.failures()).noneMatch(f -> f.kind() == DENIED);
    }
  }

  /** What an attempt owns is never closed while it hangs. */
  @Test
  void theClientIsClosedAtTheCutThoughNoConditionHasPassed() throws Exception {
    Behaviour healthy = Behaviour.proxyTo("127.0.0.1", kafka.port());
    try (FaultyServer relay = FaultyServer.with(healthy.times(1), Behaviour.hang())) {
      KafkaProbe probe = KafkaProbe.admin("127.0.0.1:" + relay.port());
      TestAttempt attempt = TestAttempt.of(Duration.ofSeconds(40));
      CompletableFuture<Throwable> opening =
          CompletableFuture.supplyAsync(() -> catchThrowable(() -> probe.open(attempt)));
      relay.awaitAccepted(2, Duration.ofSeconds(30)); // the first was our own greeting

      for (AutoCloseable owned : attempt.owned()) {
        owned.close();
      }

      Leaks.assertNoThreadLeft(Duration.ofSeconds(10)); // its own limit would be 20 s
      relay.behave(Behaviour.close());
      relay.disconnectAll();
      assertThat(opening.get(30, TimeUnit.SECONDS)).isNotNull();
    }
  }

  /** A look writes: Kafka topics that an operator deleted are created again. */
  @Test
  void aTopicThatAnOperatorDeletedIsNotCreatedByALook() throws Exception {
    KafkaProbe probe = probe().createTopics(topic("deleted.v1"));
    TestAttempt look = TestAttempt.of(Duration.ofSeconds(20)).asLook();
    try (Admin admin = probe.open(TestAttempt.of(Duration.ofSeconds(20)))) {
      admin.deleteTopics(List.of("deleted.v1")).all().get();
      assertThatThrownBy(() -> probe.recheck(admin, look)).isInstanceOf(Attempt.NotReady.class);
      assertThat(admin.listTopics().names().get()).doesNotContain("deleted.v1");
    }
  }

  @Test
  void whatTheApplicationGetsHasItsOwnTimeouts() throws Exception {
    Map<String, String> settings = kafka.clientSettings();
    settings.put("default.api.timeout.ms", "600000");
    settings.put("request.timeout.ms", "600000");
    kafka.pause(); // accepts and is silent
    try {
      Gate<Admin> gate =
          Gate.<Admin>of("events", KafkaProbe.admin(settings))
              .attemptTimeout(Duration.ofSeconds(3))
              .backoff(Trial.AT_ONCE)
              .maxAttempts(1);
      long begun = System.nanoTime();
      try (Trial<Admin> trial = Trial.of(gate, LONG)) {
        assertThat(trial.isOpen()).isFalse();
        assertThat(trial.lastFailure().kind()).isEqualTo(TIMED_OUT);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
    } finally {
      kafka.resume();
    }
    try (Trial<Admin> trial = Trial.of(Gate.of("events", KafkaProbe.admin(settings)), LONG)) {
      assertThat(trial.get().describeCluster().nodes().get()).hasSize(1);
    }
  }
}
