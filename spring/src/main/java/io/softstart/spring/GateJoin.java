package io.softstart.spring;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Waits for the gates after the auto-configuration has been parsed and before any bean of the
 * application exists. Any later, and Spring Boot would lose the exit code of a failure.
 */
record GateJoin(SpringStartup startup) implements BeanFactoryPostProcessor {
  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    startup.join();
  }
}
