package com.example;

import io.softstart.gate.AnyGate;
import io.softstart.gate.Gate;
import io.softstart.probe.TcpProbe;
import io.softstart.spring.GateContributor;
import java.util.List;
import org.springframework.core.env.Environment;

// The sample of docs/spring-boot.md.
public final class LicenceGate implements GateContributor {
  @Override
  public List<AnyGate<?>> gates(Environment environment) {
    String host = environment.getRequiredProperty("licence.host");
    return List.of(Gate.of("licence", TcpProbe.of(host, 7070)));
  }
}
