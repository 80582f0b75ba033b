package io.softstart.probe;

import java.time.Duration;

/** Time-outs as the JDK's sockets take them, where zero would mean for ever. */
final class Millis {
  private Millis() {}

  static int of(Duration duration) {
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, duration.toMillis()));
  }
}
