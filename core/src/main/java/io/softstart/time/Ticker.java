package io.softstart.time;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The one source of time: elapsed nanoseconds and pauses; replaced by a fake one in tests. */
public interface Ticker {
  /** {@return nanoseconds since a fixed, arbitrary point; never the wall clock} */
  long read();

  /**
   * Pauses the calling thread.
   *
   * @param nanos how long; zero or less returns at once
   * @throws InterruptedException if interrupted before or during the pause
   */
  void sleep(long nanos) throws InterruptedException;

  /**
   * Waits for a latch.
   *
   * @param done counted down by another thread
   * @param nanos how long at most
   * @return whether the latch reached zero in time
   * @throws InterruptedException if interrupted before or during the wait
   */
  boolean await(CountDownLatch done, long nanos) throws InterruptedException;

  /** {@return the real clock} */
  static Ticker system() {
    return SystemTicker.INSTANCE;
  }

  /** The clock of the machine. */
  final class SystemTicker implements Ticker {
    private static final SystemTicker INSTANCE = new SystemTicker();

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
}
