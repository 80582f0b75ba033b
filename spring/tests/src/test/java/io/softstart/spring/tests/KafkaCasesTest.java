package io.softstart.spring.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.spring.apps.field.KafkaApplication;
import io.softstart.testkit.KafkaServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Applications with a broker from the field; as {@link DatabaseCasesTest} has them. */
@OneJdk
class KafkaCasesTest {
  private static KafkaServer kafka;

  @BeforeAll
  static void start() {
    kafka = KafkaServer.builder().saslPlain("app", "app-secret").build();
    kafka.start();
  }

  @AfterAll
  static void end() {
    kafka.close();
  }

  private static FieldCase secured(String side) {
    String prefix = "--spring.kafka." + side + ".properties.";
    return FieldCase.of(KafkaApplication.class)
        .without("spring-boot(-starter)?-data-redis|spring-data-|lettuce|netty|reactor")
        .args(
            prefix + "security.protocol=SASL_PLAINTEXT",
            prefix + "sasl.mechanism=PLAIN",
            prefix + "sasl.jaas.config=" + KafkaServer.jaas("app", "app-secret"));
  }

  @Test
  void case44TheLoginIsSetForTheProducerOnly() {
    String output =
        secured("producer")
            .args("--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers())
            .startsAlike("USED kafka");
    assertThat(output).contains("kafka is open after");
  }

  @Test
  void case47TheBrokersAreSetForTheProducerOnly() {
    FieldCase.once();
    String output =
        secured("producer")
            .args("--spring.kafka.producer.bootstrap-servers=" + kafka.bootstrapServers())
            .startsAlike("USED kafka");
    assertThat(output).contains("kafka is open after");
  }

  @Test
  void theOperatorsGateHasTheNameOfTheOneForABean() {
    FieldCase.once();
    String brokers = kafka.bootstrapServers();
    FieldCase.of(KafkaApplication.class)
        .without("spring-boot(-starter)?-data-redis|spring-data-|lettuce|netty|reactor")
        .args("--field.brokers=" + brokers, "--field.jaas=" + KafkaServer.jaas("app", "app-secret"))
        .env("SOFTSTART_WAIT_FOR", "kafka=tcp://" + brokers)
        .startsAlike("USED kafka");
  }
}
