package io.softstart.spring;

import io.softstart.Startup;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** {@code /actuator/softstart}: the report, as the log has it with {@code SOFTSTART_LOG=json}. */
@Endpoint(id = "softstart")
final class SoftstartEndpoint {
  private final Startup startup;

  SoftstartEndpoint(Startup startup) {
    this.startup = startup;
  }

  /** As text, since what makes JSON of objects differs between the versions of Spring Boot. */
  @ReadOperation(produces = "application/json")
  String report() {
    return startup.report().toJson();
  }
}
