package io.softstart.spring;

import io.softstart.Startup;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;

/**
 * Lets go of the status port just before a web server of the application binds the same one. Until
 * then, which is nearly all of the start, the status is shown there.
 */
final class StatusHandover implements SmartLifecycle {
  /** Just before the web servers: the application's has the next one, the actuator's a later. */
  static final int PHASE = Integer.MAX_VALUE - 2049;

  private static final int DEFAULT_PORT = 8080;

  private final Startup startup;
  private volatile boolean over;

  StatusHandover(Startup startup) {
    this.startup = startup;
  }

  /** {@return whether a web server of the application will serve on the status port} */
  static boolean isDue(Environment environment) {
    int status = environment.getProperty("softstart.status.port", Integer.class, 0);
    int server = environment.getProperty("server.port", Integer.class, DEFAULT_PORT);
    int management = environment.getProperty("management.server.port", Integer.class, server);
    return status != 0 && (status == server || status == management);
  }

  @Override
  public void start() {
    over = true;
    startup.closeStatus();
  }

  @Override
  public void stop() {
    over = false;
  }

  @Override
  public boolean isRunning() {
    return over;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
