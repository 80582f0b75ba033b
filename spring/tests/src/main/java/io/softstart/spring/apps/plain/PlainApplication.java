package io.softstart.spring.apps.plain;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;

/** An application of ordinary shape on a database, a cache and a broker; knows no Softstart. */
@SpringBootApplication
public class PlainApplication {
  private final CountDownLatch heard = new CountDownLatch(1);

  public static void main(String[] args) {
    SpringApplication.run(PlainApplication.class, args);
  }

  @KafkaListener(
      topics = "orders",
      groupId = "plain",
      properties = "auto.offset.reset=earliest",
      autoStartup = "${plain.listen:true}")
  void listen(String message) {
    heard.countDown();
  }

  @Bean
  ApplicationRunner use(
      JdbcTemplate jdbc, StringRedisTemplate redis, KafkaTemplate<String, String> kafka) {
    return args -> {
      Integer one = jdbc.queryForObject("SELECT 1", Integer.class);
      redis.opsForValue().set("greeting", "hello");
      kafka.send("orders", "hello").get(30, TimeUnit.SECONDS);
      boolean listened = heard.await(60, TimeUnit.SECONDS);
      System.out.println(
          "USED " + one + " " + redis.opsForValue().get("greeting") + " " + listened);
    };
  }
}
