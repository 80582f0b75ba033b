package io.softstart.test;

import io.softstart.time.Ticker;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A clock on which pauses take no time, and calls that return in time take none either. A call that
 * hangs takes its real limit.
 */
final class SkippingClock implements Ticker {
  private long now = 1;

  @Override
  public synchronized long read() {
    return now;
  }

  @Override
  public void sleep(long nanos) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    skip(Math.max(0, nanos));
  }

  @Override
  public boolean await(CountDownLatch done, long nanos) throws InterruptedException {
    boolean inTime = done.await(nanos, TimeUnit.NANOSECONDS);
    if (!inTime) {
      skip(nanos);
    }
    return inTime;
  }

  private synchronized void skip(long nanos) {
    now += nanos;
  }
}
