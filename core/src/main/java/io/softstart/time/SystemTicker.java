package io.softstart.time;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The clock of the machine. */
final class SystemTicker implements Ticker {
  static final SystemTicker INSTANCE = new SystemTicker();

  private SystemTicker() {}

  @Override
  public long read() {
    return System.nanoTime();
  }

  @Override
  public void sleep(long nanos) throws InterruptedException {
    if (nanos > 0) {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } else if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  @Override
  public boolean await(CountDownLatch done, long nanos) throws InterruptedException {
    return done.await(nanos, TimeUnit.NANOSECONDS);
  }
}
