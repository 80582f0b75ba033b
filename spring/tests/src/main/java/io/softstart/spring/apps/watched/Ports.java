package io.softstart.spring.apps.watched;

import io.softstart.gate.AnyGate;
import io.softstart.gate.Gate;
import io.softstart.probe.TcpProbe;
import io.softstart.spring.GateContributor;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.env.Environment;

/** Gates of an application's own: the required port {@code required.port} and an optional one. */
public final class Ports implements GateContributor {
  @Override
  public List<AnyGate<?>> gates(Environment environment) {
    List<AnyGate<?>> gates = new ArrayList<>();
    Integer required = environment.getProperty("required.port", Integer.class);
    if (required != null) {
      gates.add(Gate.of("required", TcpProbe.of("localhost", required)));
    }
    Integer optional = environment.getProperty("optional.port", Integer.class);
    if (optional != null) {
      gates.add(Gate.of("optional", TcpProbe.of("localhost", optional)).optional());
    }
    return gates;
  }
}
