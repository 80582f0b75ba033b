package io.softstart.spring;

import io.softstart.Startup;
import io.softstart.framework.StartupHost;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * What shows the startup to others: each part where the application has what it needs. Singletons
 * instead of an auto-configuration, since that would be evaluated when there is no startup: in
 * ahead-of-time processing.
 */
final class StartupBeans {
  private static final String ENDPOINT =
      "org.springframework.boot.actuate.endpoint.annotation.Endpoint";
  private static final String METERS = "io.micrometer.core.instrument.binder.MeterBinder";
  private static final String HEALTH_3 = "org.springframework.boot.actuate.health.HealthIndicator";
  private static final String HEALTH_4 =
      "org.springframework.boot.health.contributor.HealthIndicator";
  private static final String HEALTH = "softstartHealthIndicator";

  private StartupBeans() {}

  /** Adds them to a context that has no bean yet. */
  static void register(ConfigurableApplicationContext context, StartupHost host) {
    Startup startup = host.startup();
    ConfigurableListableBeanFactory beans = context.getBeanFactory();
    ClassLoader loader = context.getClassLoader();
    host.listen(new Readiness(startup, context));
    if (StatusHandover.isDue(context.getEnvironment()) && hasWebServer(context)) {
      beans.registerSingleton("softstartStatusHandover", new StatusHandover(host));
    }
    if (ClassUtils.isPresent(ENDPOINT, loader)) {
      beans.registerSingleton("softstartEndpoint", new SoftstartEndpoint(startup));
    }
    if (ClassUtils.isPresent(METERS, loader)) {
      beans.registerSingleton("softstartGateMeters", new GateMeters(startup));
      beans.registerSingleton("softstartStartMeters", new StartMeters(host));
    }
    if (isHealthWanted(context.getEnvironment())) {
      if (ClassUtils.isPresent(HEALTH_4, loader)) {
        beans.registerSingleton(HEALTH, new GateHealth4(startup));
      } else if (ClassUtils.isPresent(HEALTH_3, loader)) {
        beans.registerSingleton(HEALTH, new GateHealth3(startup));
      }
    }
  }

  /** By name: Spring Boot 4 has moved the types. Without one nobody would take the port over. */
  private static boolean hasWebServer(ConfigurableApplicationContext context) {
    for (Class<?> type = context.getClass(); type != null; type = type.getSuperclass()) {
      if (type.getSimpleName().endsWith("WebServerApplicationContext")) {
        return true;
      }
    }
    return false;
  }

  /** As {@code ConditionalOnEnabledHealthIndicator}, which Spring Boot 4 has moved. */
  private static boolean isHealthWanted(Environment environment) {
    Boolean all =
        environment.getProperty("management.health.defaults.enabled", Boolean.class, true);
    return environment.getProperty("management.health.softstart.enabled", Boolean.class, all);
  }
}
