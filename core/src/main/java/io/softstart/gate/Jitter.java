package io.softstart.gate;

import java.time.Duration;

/** Draws under a base: never above it, never less than half of it. */
final class Jitter {
  private Jitter() {}

  static Duration under(long base, double random) {
    long half = base / 2;
    return Duration.ofNanos(Math.min(base, half + (long) ((base - half) * random)));
  }
}
