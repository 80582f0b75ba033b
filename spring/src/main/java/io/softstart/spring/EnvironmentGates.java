package io.softstart.spring;

import io.softstart.gate.Gate;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** All gates of an application, by its configuration. */
final class EnvironmentGates {
  private EnvironmentGates() {}

  static List<Gate<?>> from(ConfigurableEnvironment environment) {
    List<Gate<?>> gates = new ArrayList<>();
    gates.addAll(SpringGates.from(environment));
    gates.addAll(CustomGates.from(environment));
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    for (GateContributor contributor :
        SpringFactoriesLoader.loadFactories(GateContributor.class, loader)) {
      gates.addAll(contributor.gates(environment));
    }
    return gates;
  }
}
