package io.softstart.spring;

import java.util.List;
import org.springframework.context.SmartLifecycle;

/**
 * Waits, when all beans are there, for what none of them has used so far: before a web server
 * binds, and before runners and listeners begin their work.
 */
final class BeforeServing implements SmartLifecycle {
  private final OwnGates gates;
  private final List<String> names;
  private volatile boolean over;

  BeforeServing(OwnGates gates, List<String> names) {
    this.gates = gates;
    this.names = names;
  }

  @Override
  public void start() {
    for (String name : names) {
      gates.settled(name);
    }
    over = true;
  }

  @Override
  public void stop() {
    over = false;
  }

  @Override
  public boolean isRunning() {
    return over;
  }

  /** Ahead of the status port, so that it is shown meanwhile. */
  @Override
  public int getPhase() {
    return StatusHandover.PHASE - 1;
  }
}
