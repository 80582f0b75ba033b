package io.softstart.spring;

import io.softstart.Startup;
import io.softstart.event.StartupEvent;
import io.softstart.event.StartupListener;
import io.softstart.gate.GateStatus;
import io.softstart.gate.GateStatus.State;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;

/**
 * Turns the application's readiness off while a required gate is lost, and on again. Until the
 * application is ready Spring Boot says so itself: it is not before all gates are open.
 */
final class Readiness implements StartupListener {
  private final Startup startup;
  private final ApplicationContext context;

  Readiness(Startup startup, ApplicationContext context) {
    this.startup = startup;
    this.context = context;
  }

  @Override
  public void on(StartupEvent event) {
    if (event instanceof StartupEvent.GateLost || event instanceof StartupEvent.GateRegained) {
      ApplicationAvailability availability = context.getBean(ApplicationAvailability.class);
      boolean accepting = availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC;
      boolean lost = isAnyRequiredLost();
      if (accepting && lost) {
        AvailabilityChangeEvent.publish(context, this, ReadinessState.REFUSING_TRAFFIC);
      } else if (!accepting && !lost && isOurs(availability)) {
        AvailabilityChangeEvent.publish(context, this, ReadinessState.ACCEPTING_TRAFFIC);
      }
    }
  }

  private boolean isAnyRequiredLost() {
    for (GateStatus gate : startup.report().gates()) {
      if (gate.state() == State.LOST && !gate.optional()) {
        return true;
      }
    }
    return false;
  }

  /** What the application has turned off by itself, or its end has, stays off. */
  private boolean isOurs(ApplicationAvailability availability) {
    AvailabilityChangeEvent<ReadinessState> last =
        availability.getLastChangeEvent(ReadinessState.class);
    return last != null && last.getSource() == this;
  }
}
