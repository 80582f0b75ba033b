package io.softstart.spring;

import io.softstart.config.ConfigSource;
import io.softstart.config.ConfigSources;
import io.softstart.framework.StartupHost;
import java.util.Map;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;

/**
 * Lets go of the status port just before a web server of the application binds the same one. Until
 * then, which is nearly all of the start, the status is shown there.
 */
final class StatusHandover implements SmartLifecycle {
  /** Just before the web servers: the application's has the next one, the actuator's a later. */
  static final int PHASE = Integer.MAX_VALUE - 2049;

  private static final String PORT = "softstart.status.port";

  private final StartupHost host;
  private volatile boolean over;

  StatusHandover(StartupHost host) {
    this.host = host;
  }

  /** {@return whether a web server of the application will serve on the status port} */
  static boolean isDue(Environment environment) {
    String status = text(environment, PORT, "");
    if (status.isBlank() || status.equals("0")) {
      return false;
    }
    String server = text(environment, "server.port", "8080");
    return status.equals(server)
        || status.equals(text(environment, "management.server.port", server));
  }

  /** A property that nobody but us may read: what Spring would refuse in it is not ours to tell. */
  private static String text(Environment environment, String property, String otherwise) {
    try {
      return environment.getProperty(property, otherwise);
    } catch (IllegalArgumentException placeholder) {
      return otherwise;
    }
  }

  /**
   * {@return where the status listens then, unless that is set: where the web server will} An
   * orchestrator does not ask the loopback address.
   */
  static ConfigSource address(Environment environment) {
    return ConfigSources.of(
        "the web server",
        isDue(environment)
            ? Map.of("SOFTSTART_STATUS_BIND", text(environment, "server.address", "0.0.0.0"))
            : Map.of());
  }

  @Override
  public void start() {
    over = true;
    host.closeStatus();
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
