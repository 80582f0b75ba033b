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
import io.softstart.settings.StatusPort;
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
import org.jspecify.annotations.Nullable;

/** A startup as its status shows it. Not loaded where no port is set. */
final class StatusPage implements StatusService.Source {
  private final Supplier<StartupSnapshot> snapshots;
  private final GateWait gates;
  private final Lifecycle lifecycle;
  private final Situation situation;
  private final LogSink lines;
  private volatile Limits limits = Limits.DEFAULT;
  private volatile StatusService.@Nullable Server server;

  StatusPage(
      Supplier<StartupSnapshot> snapshots,
      GateWait gates,
      Lifecycle lifecycle,
      Situation situation,
      LogSink lines) {
    this.snapshots = snapshots;
    this.gates = gates;
    this.lifecycle = lifecycle;
    this.situation = situation;
    this.lines = lines;
  }

  /**
   * Begins to show the startup, unless it is shown. What stands in the way is told and stops
   * nobody: on a host where the former instance still holds the port, to fail would be the very
   * loop that this library is there to prevent.
   */
  synchronized void show(Limits known) {
    if (server != null) {
      return;
    }
    limits = known;
    String bind = known.status().bind();
    int port = known.status().port().orElseThrow();
    String why;
    try {
      Iterator<StatusService> services = ServiceLoader.load(StatusService.class).iterator();
      if (services.hasNext()) {
        StatusService.Server begun = services.next().serve(bind, port, this);
        lines.safeLine(Level.INFO, "the status is shown on " + begun.url());
        server = begun;
        return;
      }
      why = "add softstart-status to the class path";
    } catch (IOException | RuntimeException | LinkageError | ServiceConfigurationError unusable) {
      why =
          RedactedThrowable.messageOf(unusable) + "; choose another SOFTSTART_STATUS_PORT or _BIND";
    }
    String where = bind + ":" + port;
    lines.safeLine(
        Level.WARN,
        "the status is not shown on " + where + ", the startup goes on without it: " + why);
  }

  /** {@return the port on which it is shown; 0 if it is not, or its URL has none} */
  int port() {
    StatusService.Server shown = server;
    return shown == null ? 0 : Math.max(0, URI.create(shown.url()).getPort());
  }

  /** Shows it no more. */
  void close() {
    StatusService.Server shown;
    synchronized (this) {
      shown = server;
      server = null;
    }
    if (shown != null) {
      shown.close();
    }
  }

  @Override
  public StartupSnapshot snapshot() {
    return snapshots.get();
  }

  @Override
  public Map<String, Pressure> pressures() {
    return gates.engine().map(GateEngine::pressures).orElse(Map.of());
  }

  @Override
  public Duration budget() {
    return limits.deadline();
  }

  @Override
  public Optional<Duration> left() {
    return gates.engine().flatMap(GateEngine::left);
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
    return known(build().version());
  }

  @Override
  public Optional<String> revision() {
    return known(build().revision());
  }

  /** As the crash history has it: printable, and not longer than a version is. */
  private BuildInfo build() {
    StatusPort told = limits.status();
    return BuildInfo.here().overriddenBy(told.version().orElse(null), told.revision().orElse(null));
  }

  private static Optional<String> known(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  @Override
  public StartCounts starts() {
    return situation.startCounts();
  }
}
