package io.softstart.gate;

import io.softstart.diagnosis.FailureKind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The pause that fits a kind of failure: a refused connection costs the server nothing and is
 * polled closely, a handshake costs it something and is not.
 */
final class Pace {
  private static final Backoff CLOSE = Backoff.proportional();
  private static final Backoff SPARING =
      Backoff.exponential(Duration.ofMillis(250), 2, Duration.ofSeconds(10));

  private static final Duration SETTLED = Duration.ofSeconds(1);

  private Backoff current = CLOSE;
  private int inARow;
  private @Nullable FailureKind last;
  private Duration since = Duration.ZERO;

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
    if (kind != last && waited.minus(since).compareTo(SETTLED) >= 0) {
      // something has moved after a while, a server that starts is nearly there: look closely again
      since = last == null ? since : waited;
    }
    last = kind;
    return fitting.pause(inARow, waited.minus(since), random);
  }
}
