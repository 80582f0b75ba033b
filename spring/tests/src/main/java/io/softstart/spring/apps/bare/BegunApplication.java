package io.softstart.spring.apps.bare;

import io.softstart.Startup;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;

/** Begins in main, before Spring loads. */
@SpringBootConfiguration
public class BegunApplication {
  public static void main(String[] args) {
    Startup startup = Startup.begin("begun");
    startup.run(() -> SpringApplication.run(BegunApplication.class, args));
  }
}
