package io.softstart.gate.engine;

import io.softstart.client.BeforeClients;
import io.softstart.gate.Surroundings;
import io.softstart.time.Deadline;
import io.softstart.time.Stopwatch;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** What all gates of one startup share. */
record WaitContext(
    Stopwatch clock,
    Deadline deadline,
    WaitLimits limits,
    @Nullable ClassLoader loader,
    DoubleSupplier random,
    EventQueue events,
    Unclosed unclosed,
    BeforeClients clients,
    Surroundings surroundings,
    SettingNames settings) {
  WaitContext(
      Stopwatch clock,
      Deadline deadline,
      WaitLimits limits,
      @Nullable ClassLoader loader,
      DoubleSupplier random,
      EventQueue events,
      Unclosed unclosed,
      BeforeClients clients) {
    this(
        clock,
        deadline,
        limits,
        loader,
        random,
        events,
        unclosed,
        clients,
        Surroundings.DEFAULT,
        SettingNames.NONE);
  }

  /** A class instead of a lambda, since it is on the path of every start. */
  static final class Chance implements DoubleSupplier {
    @Override
    public double getAsDouble() {
      return Math.random();
    }
  }
}
