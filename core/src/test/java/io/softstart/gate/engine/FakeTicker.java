package io.softstart.gate.engine;

import io.softstart.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A clock that moves only when told: by {@link #advance}, by a pause, or by a wait for a call that
 * has said that it hangs. A whole hour of waiting takes milliseconds.
 */
public final class FakeTicker implements Ticker {
  private final List<Duration> pauses = new ArrayList<>();
  private long now = 1_000_000_000L;
  private boolean hanging;

  @Override
  public synchronized long read() {
    return now;
  }

  public synchronized void advance(Duration duration) {
    now += duration.toNanos();
  }

  @Override
  public synchronized void sleep(long nanos) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    pauses.add(Duration.ofNanos(nanos));
    now += Math.max(0, nanos);
  }

  /** Called by a probe that is about to hang: whoever waits for it sees time fly. */
  public synchronized void hang() {
    hanging = true;
  }

  @Override
  public boolean await(CountDownLatch done, long nanos) throws InterruptedException {
    while (!done.await(1, TimeUnit.MILLISECONDS)) {
      synchronized (this) {
        if (hanging) {
          now += nanos;
          return false;
        }
      }
    }
    return true;
  }

  public synchronized List<Duration> pauses() {
    return List.copyOf(pauses);
  }
}
