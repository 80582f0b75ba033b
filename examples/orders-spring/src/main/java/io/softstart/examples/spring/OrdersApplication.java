package io.softstart.examples.spring;

import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.config.TopicBuilder;

/**
 * Takes orders over HTTP, keeps them in PostgreSQL, caches them in Redis and announces them on
 * Kafka. There is no line of Softstart in it: the starter on its class path waits for all three.
 */
@SpringBootApplication
@EnableCaching
public class OrdersApplication {
  static final String TOPIC = "orders.v1";

  public static void main(String[] args) {
    SpringApplication.run(OrdersApplication.class, args);
  }

  @Bean
  NewTopic orders() {
    return TopicBuilder.name(TOPIC).build();
  }
}
