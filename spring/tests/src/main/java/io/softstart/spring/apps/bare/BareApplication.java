package io.softstart.spring.apps.bare;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;

/** An application without any auto-configuration, hence without anything to wait for. */
@SpringBootConfiguration
public class BareApplication {
  public static void main(String[] args) {
    SpringApplication.run(BareApplication.class, args);
  }
}
