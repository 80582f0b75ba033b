package io.softstart.spring.apps.bare;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.springframework.boot.SpringApplication;

/** Needs a second to shut down, in which {@code main} and the log go on. */
public final class LingeringApplication {
  private LingeringApplication() {}

  public static void main(String[] args) {
    SpringApplication application = new SpringApplication(BareApplication.class);
    Runnable linger = () -> LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
    // added after that of the log, and so run before it
    application.addInitializers(context -> SpringApplication.getShutdownHandlers().add(linger));
    application.run(args);
  }
}
