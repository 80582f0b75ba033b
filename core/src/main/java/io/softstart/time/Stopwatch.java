package io.softstart.time;

import java.time.Duration;

/** Measures from its creation on; immutable. */
public final class Stopwatch {
  private final Ticker ticker;
  private final long begun;

  /** Starts measuring. */
  public Stopwatch(Ticker ticker) {
    this.ticker = ticker;
    this.begun = ticker.read();
  }

  /** {@return the clock that it reads} */
  public Ticker ticker() {
    return ticker;
  }

  /** {@return the time since its creation} */
  public Duration elapsed() {
    return Duration.ofNanos(ticker.read() - begun);
  }
}
