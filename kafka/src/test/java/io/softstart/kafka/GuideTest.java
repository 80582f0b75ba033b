package io.softstart.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.gate.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/** The code in the guide's section about Kafka is code that compiles: that below. */
class GuideTest {
  private static final Pattern BLOCK = Pattern.compile("```java kafka\n(.*?)```", Pattern.DOTALL);

  private static List<Probe<Admin>> shown() {
    Properties properties = new Properties();
    properties.putAll(Map.of("bootstrap.servers", "kafka-1:9092"));

    Probe<Admin> plain = KafkaProbe.admin("kafka-1:9092,kafka-2:9092");
    Probe<Admin> secured = KafkaProbe.admin(properties); // every setting of a Kafka client

    Probe<Admin> whole =
        KafkaProbe.admin(properties)
            .minBrokers(3)
            .reachable() // every address that the brokers give to clients is dialled
            .createTopics(new NewTopic("orders.v1", 6, (short) 3)) // where it is missing
            .topics("payments.v2")
            .consumerGroup("orders");

    return List.of(plain, secured, whole);
  }

  @Test
  void theGuideShowsWhatCompiles() throws IOException {
    Path source = Path.of("src/test/java/io/softstart/kafka/GuideTest.java");
    Matcher block = BLOCK.matcher(Files.readString(Path.of("../docs/guide.md")));
    assertThat(block.find()).isTrue();
    assertThat(withoutIndent(Files.readString(source))).contains(withoutIndent(block.group(1)));
    assertThat(shown()).hasSize(3);
  }

  private static String withoutIndent(String text) {
    return text.replaceAll("(?m)^ +", "");
  }
}
