package io.softstart.spring.apps.bare;

import io.softstart.Startup;
import io.softstart.gate.Gate;
import io.softstart.probe.TcpProbe;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;

/** Begins in main, before Spring loads. */
@SpringBootConfiguration
public class BegunApplication {
  public static void main(String[] args) {
    Startup startup = Startup.begin("begun");
    Integer port = Integer.getInteger("begun.optional");
    if (port != null) {
      startup.await(Gate.of("cache", TcpProbe.of("127.0.0.1", port)).optional());
    }
    startup.run(() -> SpringApplication.run(BegunApplication.class, args));
  }
}
