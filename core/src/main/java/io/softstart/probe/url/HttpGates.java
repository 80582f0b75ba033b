package io.softstart.probe.url;

import io.softstart.config.ConfigReader;
import io.softstart.gate.Probe;
import io.softstart.net.ServiceUrl;
import io.softstart.probe.GateFactory;
import io.softstart.probe.HttpProbe;
import java.util.Optional;
import java.util.Set;

/** Gates from {@code http://} and {@code https://} URLs, with the options status and body. */
public final class HttpGates implements GateFactory {
  /** Called by the service loader. */
  public HttpGates() {}

  @Override
  public Set<String> schemes() {
    return Set.of("http", "https");
  }

  @Override
  public Probe<?> probe(ServiceUrl url, ConfigReader options) {
    HttpProbe probe = HttpProbe.get(url);
    Optional<Integer> status = options.integer("status").between(100, 599).optional();
    Optional<String> body = options.string("body").optional();
    probe = status.isPresent() ? probe.status(status.get()) : probe;
    return body.isPresent() ? probe.body(body.get()) : probe;
  }
}
