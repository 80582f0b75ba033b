package io.softstart.agent.greeting;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.gate.TestAttempt;
import io.softstart.net.Target;
import io.softstart.testkit.KafkaServer;
import io.softstart.testkit.TlsFiles;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Brokers whose listeners want more than a greeting, as they are. */
class RealKafkaTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @Test
  void aListenerWithSaslIsUsable() throws Exception {
    try (KafkaServer kafka = KafkaServer.builder().saslPlain("app", "secret").build()) {
      kafka.start();
      for (int i = 0; i < 20; i++) {
        greet(kafka);
      }
    }
  }

  @Test
  void aListenerWithTlsIsUsable() throws Exception {
    try (TlsFiles keys = TlsFiles.issuedFor("localhost", "127.0.0.1");
        KafkaServer kafka = KafkaServer.builder().tls(keys).build()) {
      kafka.start();
      for (int i = 0; i < 20; i++) {
        greet(kafka);
      }
    }
  }

  private static void greet(KafkaServer kafka) throws Exception {
    Target target = Target.of("kafka://" + kafka.bootstrapServers());
    GreetingProbe probe = new GreetingProbe(target, new KafkaGreeting(), "");
    assertThat(probe.open(TestAttempt.of(LIMIT))).isNotNull();
  }
}
