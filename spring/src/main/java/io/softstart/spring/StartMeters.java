package io.softstart.spring;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.softstart.event.Phase;
import io.softstart.framework.StartupHost;
import java.util.concurrent.TimeUnit;

/**
 * How often the application was started, how often that failed, and how long this start took. The
 * names become those that {@code /metrics} of softstart-status has.
 */
final class StartMeters implements MeterBinder {
  private final StartupHost host;

  StartMeters(StartupHost host) {
    this.host = host;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder(
            "softstart.ready", host, now -> now.startup().report().phase() == Phase.READY ? 1 : 0)
        .description("whether the startup is over and went well")
        .register(registry);
    TimeGauge.builder(
            "softstart.start",
            host,
            TimeUnit.MILLISECONDS,
            now -> now.startup().report().took().toMillis())
        .description("how long the startup took, or takes until now")
        .register(registry);
    if (host.starts() == 0) {
      return;
    }
    FunctionCounter.builder("softstart.starts", host, StartupHost::starts)
        .description("starts, as far as the state directory remembers")
        .register(registry);
    Gauge.builder("softstart.failed.starts.in.a.row", host, StartupHost::failedStartsInARow)
        .description("those that failed before this one, until it is ready")
        .register(registry);
    for (String failure : host.failedStarts().keySet()) {
      int space = failure.indexOf(' ');
      FunctionCounter.builder(
              "softstart.failed.starts", host, now -> now.failedStarts().getOrDefault(failure, 0L))
          .description("those that never got ready, by exit code")
          .tag("code", failure.substring(0, Math.max(0, space)))
          .tag("kind", failure.substring(space + 1))
          .register(registry);
    }
  }
}
