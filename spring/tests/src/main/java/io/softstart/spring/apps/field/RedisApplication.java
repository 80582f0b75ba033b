package io.softstart.spring.apps.field;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Applications with a cache, as people have them; {@code field.case} chooses among them. */
@SpringBootConfiguration
@EnableAutoConfiguration(
    excludeName = {
      "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"
    })
public class RedisApplication {
  public static void main(String[] args) {
    SpringApplication.run(RedisApplication.class, args);
  }

  /** Uses the cache when all is up. */
  @Bean
  @ConditionalOnProperty(name = "field.asks", matchIfMissing = true)
  ApplicationRunner use(StringRedisTemplate redis) {
    return args -> {
      redis.opsForValue().set("greeting", "hello");
      System.out.println("USED " + redis.opsForValue().get("greeting"));
    };
  }

  /** Cannot be made without its cache. */
  @Configuration
  @ConditionalOnProperty("field.eager")
  static class Eager {
    @Bean
    String eager(StringRedisTemplate redis) {
      return String.valueOf(redis.opsForValue().get("greeting"));
    }
  }

  /** What the properties say of the login is not what is used. */
  @Configuration
  @ConditionalOnProperty(name = "field.case", havingValue = "own-bean")
  static class OwnBean {
    @Bean
    LettuceConnectionFactory redisConnectionFactory(Environment environment) {
      RedisStandaloneConfiguration server =
          new RedisStandaloneConfiguration(
              environment.getRequiredProperty("spring.data.redis.host"),
              environment.getRequiredProperty("spring.data.redis.port", int.class));
      server.setPassword(Secrets.password());
      return new LettuceConnectionFactory(server);
    }
  }
}
