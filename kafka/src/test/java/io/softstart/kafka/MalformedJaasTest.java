package io.softstart.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.redact.RedactedThrowable;
import io.softstart.testkit.Ports;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

/** What the client says of a malformed sasl.jaas.config repeats a part of the password. */
class MalformedJaasTest {
  private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule ";

  private static Throwable thrownFor(String jaas) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            "127.0.0.1:" + Ports.free(),
            "security.protocol",
            "SASL_PLAINTEXT",
            "sasl.mechanism",
            "PLAIN",
            "sasl.jaas.config",
            jaas);
    KafkaProbe.admin(settings);
    try (Admin client = Admin.create(settings)) {
      throw new AssertionError("the client takes it: " + client);
    } catch (RuntimeException refused) {
      return refused;
    }
  }

  @Test
  void givesNothingOfThePasswordAway() {
    for (String jaas :
        List.of(
            PLAIN + "required username=u password=my correcthorsebattery;",
            PLAIN + "required username=u password=my correcthorsebattery staple-of-it;",
            "correcthorsebattery",
            PLAIN + "0815correcthorsebattery;",
            PLAIN + "required correcthorsebattery;",
            PLAIN + "required username=\"u\" password=\"it's \" correcthorsebattery\";")) {
      StringBuilder said = new StringBuilder();
      for (Throwable t = thrownFor(jaas); t != null; t = t.getCause()) {
        said.append(RedactedThrowable.messageOf(t)).append('\n');
      }
      assertThat(said.toString()).as(jaas).doesNotContain("correcthorse", "staple");
    }
  }

  @Test
  void aWellFormedOneHasNoStrays() {
    assertThat(
            JaasOptions.straysIn(
                PLAIN + "required\n  username=\"u v\"\n  password='a;b \\' c' flag=true;"))
        .isEmpty();
  }
}
