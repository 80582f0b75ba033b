package io.softstart.redis;

import io.lettuce.core.AbstractRedisClient;
import io.softstart.diagnosis.Diagnosis;
import io.softstart.gate.Attempt;
import io.softstart.gate.Probe;
import io.softstart.net.Target;
import java.util.Optional;

/** Connects and leaves again: for gates that no code names, and that hand over nothing. */
record RedisVisit(RedisProbe<? extends AbstractRedisClient> probe) implements Probe<Void> {
  @Override
  @SuppressWarnings("NullAway") // Void has no other value
  public Void open(Attempt attempt) throws Exception {
    new Closing(probe.open(attempt)).close();
    return null;
  }

  @Override
  public void recheck(Void opened, Attempt attempt) throws Exception {
    open(attempt);
  }

  @Override
  public Diagnosis diagnosis() {
    return probe.diagnosis();
  }

  @Override
  public Optional<Target> target() {
    return probe.target();
  }

  @Override
  public Optional<Target.Endpoint> dials() {
    return probe.dials();
  }

  @Override
  public void preload() {
    probe.preload();
  }
}
