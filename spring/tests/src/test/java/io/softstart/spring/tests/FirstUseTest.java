package io.softstart.spring.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.spring.apps.field.DatabaseApplication;
import io.softstart.spring.apps.field.KafkaApplication;
import io.softstart.spring.apps.field.RedisApplication;
import io.softstart.testkit.KafkaServer;
import io.softstart.testkit.Ports;
import io.softstart.testkit.PostgresServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Applications of which nothing asks a server at the start, each beside its control: they are as
 * soon ready as without the starter. What uses the server later in the start waits for it.
 */
@OneJdk
class FirstUseTest {
  private static final String LAZY = "--spring.main.lazy-initialization=true";
  private static final String PATIENT = "--spring.datasource.hikari.initialization-fail-timeout=-1";

  @BeforeEach
  void oneVersion() {
    FieldCase.once();
  }

  private static FieldCase withDatabase(String url) {
    return FieldCase.of(DatabaseApplication.class)
        .without(
            "spring-boot(-starter)?-(data-redis|kafka)|spring-data-|lettuce|netty|reactor|"
                + "spring-kafka|kafka-clients")
        .args("--spring.datasource.url=" + url);
  }

  private static FieldCase onDeadDatabase() {
    return withDatabase("jdbc:postgresql://127.0.0.1:" + Ports.free() + "/app")
        .args("--field.asks=false");
  }

  private static FieldCase onDeadRedis() {
    return FieldCase.of(RedisApplication.class)
        .without("spring-boot(-starter)?-kafka|spring-kafka|kafka-clients")
        .args("--spring.data.redis.port=" + Ports.free(), "--field.asks=false");
  }

  private static FieldCase withKafka(String brokers) {
    return FieldCase.of(KafkaApplication.class)
        .without("spring-boot(-starter)?-data-redis|spring-data-|lettuce|netty|reactor")
        .args("--spring.kafka.bootstrap-servers=" + brokers);
  }

  private static FieldCase onDeadKafka() {
    return withKafka("127.0.0.1:" + Ports.free()).args("--field.asks=false");
  }

  /** By far later than a test is waited for. */
  private static void isReadyAtOnce(FieldCase idle, String why) {
    FieldCase patient = idle.env("SOFTSTART_DEADLINE", "10m");
    patient.control(0);
    assertThat(patient.ends(0))
        .containsSubsequence("is not waited for before its first use: " + why, "READY after")
        .doesNotContain("stays closed", "\tat ");
  }

  @Test
  void aLazyApplicationNeedsNoDatabase() {
    isReadyAtOnce(onDeadDatabase().args(LAZY), "spring.main.lazy-initialization is true");
  }

  @Test
  void aLazyApplicationNeedsNoRedis() {
    isReadyAtOnce(onDeadRedis().args(LAZY), "spring.main.lazy-initialization is true");
  }

  @Test
  void aLazyApplicationNeedsNoKafka() {
    isReadyAtOnce(onDeadKafka().args(LAZY), "spring.main.lazy-initialization is true");
  }

  @Test
  void aPoolThatBeginsWithoutItsDatabase() {
    isReadyAtOnce(onDeadDatabase().args(PATIENT), "spring.datasource.hikari.initialization-fail");
  }

  @Test
  void listenersThatAPropertyKeepsFromStarting() {
    isReadyAtOnce(
        onDeadKafka().args("--spring.kafka.listener.auto-startup=false"),
        "spring.kafka.listener.auto-startup is false");
  }

  @Test
  void listenersThatTheirAnnotationsKeepFromStarting() {
    isReadyAtOnce(onDeadKafka().args("--field.listens=false"), "its listeners have autoStartup");
  }

  @Test
  void aLazyApplicationWaitsForTheDatabaseThatItsRunnerUses() {
    waitsForDatabase(LAZY, "--field.asks=true");
  }

  @Test
  void whoAsksAPatientPoolFirstWaits() {
    waitsForDatabase(PATIENT, "--field.eager=true");
  }

  private static void waitsForDatabase(String... args) {
    try (PostgresServer late = PostgresServer.create()) {
      late.prepare();
      withDatabase(late.jdbcUrl())
          .args(args)
          .args(
              "--spring.datasource.username=" + late.user(),
              "--spring.datasource.password=" + late.password(),
              "--spring.datasource.hikari.connection-timeout=2000")
          .waits("datasource is not ready", late::start, "USED 1");
    }
  }

  /** Its own control: a producer alone would wait for a minute. */
  @Test
  void theFirstProducerWaitsWhereNoListenerStarts() {
    try (KafkaServer late = KafkaServer.create()) {
      late.prepare();
      withKafka(late.bootstrapServers())
          .args(
              "--spring.kafka.listener.auto-startup=false",
              "--spring.kafka.producer.properties.max.block.ms=2000")
          .waits("kafka is not ready", late::start, "USED kafka");
    }
  }
}
