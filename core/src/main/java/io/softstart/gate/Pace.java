package io.softstart.gate;

import io.softstart.diagnosis.FailureKind;
import java.time.Duration;

/**
 * The pause that fits a kind of failure: a refused connection costs the server nothing and is
 * polled closely, a handshake costs it something and is not.
 */
final class Pace {
  private static final Backoff CLOSE = Backoff.proportional();
  private static final Backoff SPARING =
      Backoff.exponential(Duration.ofMillis(250), 2, Duration.ofSeconds(10));

  private Backoff current = CLOSE;
  private int inARow;

  /** {@return the pause after a failure, given the time since the gate's first one} */
  Duration pause(FailureKind kind, Duration waited, double random) {
    Backoff fitting =
        switch (kind) {
          case UNRESOLVED, REFUSED, RESET, STARTING -> CLOSE;
          default -> SPARING;
        };
    // sixty refusals say nothing about how fast to come back after the first overload
    inARow = fitting == current ? inARow + 1 : 1;
    current = fitting;
    return fitting.pause(inARow, waited, random);
  }
}
