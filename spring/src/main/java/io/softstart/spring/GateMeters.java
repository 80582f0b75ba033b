package io.softstart.spring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.softstart.Startup;
import io.softstart.gate.GateStatus;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * How long each gate was waited for, how many attempts that took, and where it stands. They are
 * gauges: a start happens once, and an optional gate may open long after it.
 */
final class GateMeters implements MeterBinder {
  private static final String GATE = "gate";

  private final Startup startup;

  GateMeters(Startup startup) {
    this.startup = startup;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (GateStatus gate : startup.report().gates()) {
      bind(registry, gate.name());
    }
  }

  private void bind(MeterRegistry registry, String name) {
    TimeGauge.builder(
            "softstart.gate.wait",
            startup,
            TimeUnit.MILLISECONDS,
            now -> status(now, name).waited().toMillis())
        .description("from the first attempt until the gate opened, or until now")
        .tag(GATE, name)
        .register(registry);
    Gauge.builder("softstart.gate.attempts", startup, now -> status(now, name).attempts())
        .description("how often it was tried to open the gate")
        .tag(GATE, name)
        .register(registry);
    for (GateStatus.State state : GateStatus.State.values()) {
      Gauge.builder(
              "softstart.gate.state", startup, now -> status(now, name).state() == state ? 1 : 0)
          .description("1 for the state in which the gate is, 0 for all others")
          .tag(GATE, name)
          .tag("state", state.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
  }

  private static GateStatus status(Startup startup, String name) {
    for (GateStatus gate : startup.report().gates()) {
      if (gate.name().equals(name)) {
        return gate;
      }
    }
    throw new IllegalStateException("gate '" + name + "' is awaited no more");
  }
}
