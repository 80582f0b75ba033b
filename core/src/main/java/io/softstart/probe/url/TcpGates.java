package io.softstart.probe.url;

import io.softstart.config.ConfigReader;
import io.softstart.gate.Probe;
import io.softstart.net.ServiceUrl;
import io.softstart.net.Target;
import io.softstart.probe.GateFactory;
import io.softstart.probe.TcpProbe;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Gates from {@code tcp://host:port}, with the option {@code stays-open-for}. */
public final class TcpGates implements GateFactory {
  private static final Duration MOST = Duration.ofSeconds(10);

  /** Called by the service loader. */
  public TcpGates() {}

  @Override
  public Set<String> schemes() {
    return Set.of("tcp");
  }

  @Override
  public Probe<?> probe(ServiceUrl url, ConfigReader options) {
    Target.Endpoint endpoint =
        url.target()
            .endpoint()
            .orElseThrow(() -> new IllegalArgumentException("expected is tcp://host:port"));
    TcpProbe probe = TcpProbe.of(endpoint.host(), endpoint.port());
    Optional<Duration> open =
        options.duration("stays-open-for").between(Duration.ZERO, MOST).optional();
    return open.isPresent() ? probe.staysOpenFor(open.get()) : probe;
  }
}
