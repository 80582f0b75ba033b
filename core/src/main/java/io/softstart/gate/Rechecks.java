package io.softstart.gate;

import io.softstart.time.Ticker;
import java.time.Duration;
import java.util.List;

/** Looks at open gates again and again, one after another, until it is interrupted. */
final class Rechecks implements Runnable {
  private final List<Recheck<?>> each;
  private final long interval;
  private final Ticker ticker;

  Rechecks(List<Recheck<?>> each, Duration interval, Ticker ticker) {
    this.each = each;
    this.interval = interval.toNanos();
    this.ticker = ticker;
  }

  @Override
  public void run() {
    try {
      while (true) {
        ticker.sleep(interval);
        for (Recheck<?> recheck : each) {
          recheck.make();
        }
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }
}
