package io.softstart.spring.apps.watched;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.metrics.buffering.BufferingApplicationStartup;

/** An application with a web server and an actuator, which waits for what {@link Ports} says. */
@SpringBootApplication(
    excludeName = {
      "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"
    })
public class WatchedApplication {
  public static void main(String[] args) {
    SpringApplication application = new SpringApplication(WatchedApplication.class);
    application.setApplicationStartup(new BufferingApplicationStartup(10_000));
    application.run(args);
  }
}
