package io.softstart.spring.apps.field;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;

/** An application with a broker; what it is told of that is what a case is about. */
@SpringBootConfiguration
@EnableAutoConfiguration(
    excludeName = {
      "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"
    })
public class KafkaApplication {
  public static void main(String[] args) {
    SpringApplication.run(KafkaApplication.class, args);
  }

  /** It is begun later, or never. */
  @Configuration
  @ConditionalOnProperty(name = "field.listens", havingValue = "false")
  static class Listening {
    @KafkaListener(topics = "orders", groupId = "field", autoStartup = "${field.listens}")
    void on(String order) {}
  }

  /** Where the brokers are only the application knows. */
  @Bean
  @ConditionalOnProperty("field.brokers")
  ProducerFactory<Object, Object> producers(Environment environment) {
    return new DefaultKafkaProducerFactory<>(
        Map.of(
            "bootstrap.servers",
            environment.getRequiredProperty("field.brokers"),
            "security.protocol",
            "SASL_PLAINTEXT",
            "sasl.mechanism",
            "PLAIN",
            "sasl.jaas.config",
            environment.getRequiredProperty("field.jaas"),
            "key.serializer",
            StringSerializer.class,
            "value.serializer",
            StringSerializer.class));
  }

  @Bean
  @ConditionalOnProperty(name = "field.asks", matchIfMissing = true)
  ApplicationRunner use(KafkaTemplate<String, String> kafka) {
    return args -> {
      kafka.send("orders", "hello").get(60, TimeUnit.SECONDS);
      System.out.println("USED kafka");
    };
  }
}
