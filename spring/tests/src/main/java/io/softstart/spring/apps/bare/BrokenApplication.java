package io.softstart.spring.apps.bare;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.annotation.Bean;

/** Has a bean that cannot be made, which is no matter of a gate. */
@SpringBootConfiguration
public class BrokenApplication {
  public static void main(String[] args) {
    SpringApplication.run(BrokenApplication.class, args);
  }

  @Bean
  Object broken() {
    throw new IllegalStateException("no licence");
  }
}
