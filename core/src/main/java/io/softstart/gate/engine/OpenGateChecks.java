package io.softstart.gate.engine;

import io.softstart.time.Ticker;
import java.time.Duration;
import java.util.List;

/** Looks at open gates again and again, one after another, until it is interrupted. */
final class OpenGateChecks implements Runnable {
  private final List<OpenGateCheck<?>> each;
  private final long interval;
  private final Ticker ticker;
  private final Unclosed unclosed;

  OpenGateChecks(List<OpenGateCheck<?>> each, Duration interval, Ticker ticker, Unclosed unclosed) {
    this.each = each;
    this.interval = interval.toNanos();
    this.ticker = ticker;
    this.unclosed = unclosed;
  }

  @Override
  public void run() {
    try {
      while (true) {
        ticker.sleep(interval);
        for (OpenGateCheck<?> check : each) {
          check.make();
        }
      }
    } catch (InterruptedException end) {
      unclosed.closeHere(); // what a look was closing when the engine ended
      Thread.currentThread().interrupt();
    }
  }
}
