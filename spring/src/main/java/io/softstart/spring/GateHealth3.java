package io.softstart.spring;

import io.softstart.Startup;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** {@link GateHealth} for Spring Boot 3. */
final class GateHealth3 implements HealthIndicator {
  private final Startup startup;

  GateHealth3(Startup startup) {
    this.startup = startup;
  }

  @Override
  public Health health() {
    GateHealth now = GateHealth.of(startup);
    Health.Builder health = now.inService() ? Health.up() : Health.outOfService();
    return health.withDetails(now.details()).build();
  }
}
