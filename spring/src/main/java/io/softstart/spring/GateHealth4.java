package io.softstart.spring;

import io.softstart.Startup;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** {@link GateHealth} for Spring Boot 4. */
final class GateHealth4 implements HealthIndicator {
  private final Startup startup;

  GateHealth4(Startup startup) {
    this.startup = startup;
  }

  @Override
  public Health health() {
    GateHealth now = GateHealth.of(startup);
    Health.Builder health = now.inService() ? Health.up() : Health.outOfService();
    return health.withDetails(now.details()).build();
  }
}
