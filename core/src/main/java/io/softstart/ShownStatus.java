package io.softstart;

import io.softstart.gate.Gatekeeper;
import io.softstart.time.Stopwatch;
import java.time.Duration;
import java.util.Optional;

/** A startup as its status shows it. */
record ShownStatus(Startup startup, Stopwatch clock, Limits limits)
    implements StatusService.Source {
  @Override
  public StartupReport report() {
    return startup.report();
  }

  @Override
  public Duration budget() {
    return limits.deadline();
  }

  @Override
  public Optional<Duration> left() {
    Gatekeeper keeper = startup.currentGatekeeper();
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
