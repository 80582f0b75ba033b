package io.softstart.spring;

import io.softstart.Startup;
import io.softstart.gate.GateStatus;
import java.util.function.Consumer;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.metrics.ApplicationStartup;
import org.springframework.core.metrics.StartupStep;

/**
 * Waits for the gates after the auto-configuration has been parsed and before any bean of the
 * application exists. Any later, and Spring Boot would lose the exit code of a failure.
 */
record GateJoin(
    Consumer<ConfigurableListableBeanFactory> join, Startup startup, ApplicationStartup steps)
    implements BeanFactoryPostProcessor {
  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    StartupStep step = steps.start("softstart.await");
    try {
      join.accept(beans);
    } finally {
      tag(step, startup);
      step.end();
    }
  }

  /** One step for all gates: steps nest by thread, and gates have threads of their own. */
  private static void tag(StartupStep step, Startup startup) {
    for (GateStatus gate : startup.report().gates()) {
      step.tag(gate.name(), GateHealth.sentence(gate));
    }
  }
}
