package io.softstart.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Bad arguments are refused at the call. */
class ProbeArgumentsTest {
  private static final KafkaProbe PROBE = KafkaProbe.admin("kafka:9092");

  @Test
  void whatCannotBeMeantIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PROBE.minBrokers(0))
        .withMessage("minBrokers: 0 is not at least 1");
    assertThatIllegalArgumentException().isThrownBy(PROBE::topics).withMessageContaining("none");
    assertThatIllegalArgumentException().isThrownBy(() -> PROBE.topics("a", " "));
    assertThatIllegalArgumentException().isThrownBy(PROBE::createTopics);
    assertThatIllegalArgumentException().isThrownBy(() -> PROBE.consumerGroup(""));
    assertThatIllegalArgumentException().isThrownBy(() -> KafkaProbe.admin(Map.of(1, "x")));
  }

  @Test
  void propertiesDoAsWell() {
    Properties settings = new Properties();
    settings.setProperty("bootstrap.servers", "a:1,b:2");
    assertThat(KafkaProbe.admin(settings).target().orElseThrow()).hasToString("kafka://a:1,b:2");
  }
}
