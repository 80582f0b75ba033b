package io.softstart.startup;

import io.softstart.crash.Situation;
import io.softstart.gate.Pressure;
import io.softstart.gate.engine.GateEngine;
import io.softstart.history.StartCounts;
import io.softstart.log.Level;
import io.softstart.log.LogSink;
import io.softstart.machine.BuildInfo;
import io.softstart.redact.RedactedThrowable;
import io.softstart.settings.Limits;
import io.softstart.spi.StartMeters;
import io.softstart.spi.StartupSnapshot;
import io.softstart.spi.StatusService;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Supplier;

/** A startup as its status shows it. Not loaded where no port is set. */
final class StatusPage implements StatusService.Source {
  private final Supplier<StartupSnapshot> snapshots;
  private final Supplier<Optional<GateEngine>> gates;
  private final Lifecycle lifecycle;
  private final Situation situation;
  private final Limits limits;

  private StatusPage(
      Supplier<StartupSnapshot> snapshots,
      Supplier<Optional<GateEngine>> gates,
      Lifecycle lifecycle,
      Situation situation,
      Limits limits) {
    this.snapshots = snapshots;
    this.gates = gates;
    this.lifecycle = lifecycle;
    this.situation = situation;
    this.limits = limits;
  }

  /**
   * Begins to show a startup. What stands in the way is told and stops nobody: on a host where the
   * former instance still holds the port, to fail would be the very loop that this library is there
   * to prevent.
   *
   * @return what serves; empty if nothing does
   */
  static Optional<StatusService.Server> open(
      Supplier<StartupSnapshot> snapshots,
      Supplier<Optional<GateEngine>> gates,
      Lifecycle lifecycle,
      Situation situation,
      Limits limits,
      LogSink lines) {
    String bind = limits.status().bind();
    int port = limits.status().port().orElseThrow();
    String why;
    try {
      Iterator<StatusService> services = ServiceLoader.load(StatusService.class).iterator();
      if (services.hasNext()) {
        StatusPage page = new StatusPage(snapshots, gates, lifecycle, situation, limits);
        StatusService.Server server = services.next().serve(bind, port, page);
        lines.safeLine(Level.INFO, "the status is shown on " + server.url());
        return Optional.of(server);
      }
      why = "add softstart-status to the class path";
    } catch (IOException | RuntimeException | LinkageError | ServiceConfigurationError unusable) {
      why =
          RedactedThrowable.messageOf(unusable) + "; choose another SOFTSTART_STATUS_PORT or _BIND";
    }
    lines.safeLine(
        Level.WARN,
        "the status is not shown on "
            + bind
            + ":"
            + port
            + ", the startup goes on without it: "
            + why);
    return Optional.empty();
  }

  /** {@return the port of a server; 0 if its URL has none} */
  static int port(StatusService.Server server) {
    return Math.max(0, URI.create(server.url()).getPort());
  }

  @Override
  public StartupSnapshot snapshot() {
    return snapshots.get();
  }

  @Override
  public Map<String, Pressure> pressures() {
    return gates.get().map(GateEngine::pressures).orElse(Map.of());
  }

  @Override
  public Duration budget() {
    return limits.deadline();
  }

  @Override
  public Optional<Duration> left() {
    return gates.get().flatMap(GateEngine::left);
  }

  @Override
  public String longStart() {
    return situation.longStart();
  }

  @Override
  public String failure() {
    return situation.failure();
  }

  @Override
  public boolean holds() {
    return limits.hold();
  }

  @Override
  public Duration uptime() {
    return lifecycle.clock().elapsed();
  }

  @Override
  public Optional<String> version() {
    return told(limits.status().version(), BuildInfo.here().version());
  }

  @Override
  public Optional<String> revision() {
    return told(limits.status().revision(), BuildInfo.here().revision());
  }

  private static Optional<String> told(Optional<String> byOperator, String byBuild) {
    return byOperator.isPresent() || byBuild.isEmpty() ? byOperator : Optional.of(byBuild);
  }

  @Override
  public StartMeters starts() {
    StartCounts counts = situation.startCounts();
    return new StartMeters(counts.starts(), counts.failed(), counts.failedInARow());
  }
}
