package io.softstart;

import io.softstart.gate.GateEngine;
import io.softstart.gate.Pressure;
import io.softstart.log.Level;
import io.softstart.log.Lines;
import io.softstart.redact.SafeCopy;
import io.softstart.settings.Limits;
import io.softstart.time.Stopwatch;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** A startup as its status shows it. Not loaded where no port is set. */
record ShownStatus(Startup startup, Stopwatch clock, Limits limits)
    implements StatusService.Source {
  /**
   * Begins to show a startup. What stands in the way is told and stops nobody: on a host where the
   * former instance still holds the port, to fail would be the very loop that this library is there
   * to prevent.
   *
   * @return what serves; null if nothing does
   */
  static StatusService.@Nullable Server open(
      Startup startup, Stopwatch clock, Limits limits, Lines lines) {
    String bind = limits.status().bind();
    int port = limits.status().port().orElseThrow();
    String why;
    try {
      Iterator<StatusService> services = ServiceLoader.load(StatusService.class).iterator();
      if (services.hasNext()) {
        ShownStatus shown = new ShownStatus(startup, clock, limits);
        StatusService.Server server = services.next().serve(bind, port, shown);
        lines.line(Level.INFO, "the status is shown on " + server.url());
        return server;
      }
      why = "add softstart-status to the class path";
    } catch (IOException | ServiceConfigurationError unusable) {
      why = SafeCopy.messageOf(unusable) + "; choose another SOFTSTART_STATUS_PORT or _BIND";
    }
    lines.line(
        Level.WARN,
        "the status is not shown on "
            + bind
            + ":"
            + port
            + ", the startup goes on without it: "
            + why);
    return null;
  }

  @Override
  public StartupReport report() {
    return startup.report();
  }

  @Override
  public Map<String, Pressure> pressures() {
    GateEngine keeper = startup.currentGatekeeper();
    return keeper == null ? Map.of() : keeper.pressures();
  }

  @Override
  public Duration budget() {
    return limits.deadline();
  }

  @Override
  public Optional<Duration> left() {
    GateEngine keeper = startup.currentGatekeeper();
    return keeper == null ? Optional.empty() : keeper.left();
  }

  @Override
  public Duration uptime() {
    return clock.elapsed();
  }

  @Override
  public Optional<String> version() {
    return limits.status().version();
  }

  @Override
  public Optional<String> revision() {
    return limits.status().revision();
  }
}
