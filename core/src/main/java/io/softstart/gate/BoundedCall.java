package io.softstart.gate;

import io.softstart.time.Ticker;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * One attempt on a daemon thread of its own, cut off after its limit: most drivers have no read
 * time-out, and one that hangs ignores interrupts too. What an attempt opens after it was cut off,
 * or before it failed, is closed on that same thread, so that a close that hangs delays nobody.
 */
final class BoundedCall<T> implements Runnable {
  private enum State {
    RUNNING,
    RETURNED,
    THROWN,
    CUT
  }

  private final Callable<? extends T> call;
  private final Owned owned;
  private final Thread thread;
  private final CountDownLatch done = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private State state = State.RUNNING;
  private @Nullable T value;
  private @Nullable Throwable thrown;

  BoundedCall(String name, @Nullable ClassLoader loader, Callable<? extends T> call, Owned owned) {
    this.call = call;
    this.owned = owned;
    thread = new Thread(null, this, name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(loader);
  }

  /**
   * Starts the call and waits for it.
   *
   * @return whether it ended in time; if not it is cut off: interrupted, its result closed
   * @throws InterruptedException if interrupted while waiting; the call is cut off too
   */
  boolean runFor(long nanos, Ticker ticker) throws InterruptedException {
    thread.start();
    try {
      if (ticker.await(done, nanos)) {
        return true;
      }
    } catch (InterruptedException interrupted) {
      if (!cut()) {
        owned.closeInBackground();
      }
      throw interrupted;
    }
    return !cut();
  }

  /** Waits until nothing of the call is left, its closing included. */
  boolean awaitEnd(long nanos, Ticker ticker) throws InterruptedException {
    return ticker.await(ended, nanos);
  }

  boolean hasEnded() {
    return ended.getCount() == 0;
  }

  synchronized @Nullable Throwable thrown() {
    return thrown;
  }

  synchronized @Nullable T value() {
    return value;
  }

  @Override
  public void run() {
    try {
      T result = call.call();
      settle(State.RETURNED, result, null);
    } catch (Throwable failure) { // errors too: a missing class is a diagnosis, not a dead thread
      settle(State.THROWN, null, failure);
    } finally {
      ended.countDown();
    }
  }

  private void settle(State outcome, @Nullable T result, @Nullable Throwable failure) {
    boolean inTime;
    synchronized (this) {
      inTime = state == State.RUNNING;
      if (inTime) {
        state = outcome;
        value = result;
        thrown = failure;
      }
    }
    done.countDown();
    if (!inTime || outcome == State.THROWN) {
      owned.close();
    }
  }

  private boolean cut() {
    synchronized (this) {
      if (state != State.RUNNING) {
        return false;
      }
      state = State.CUT;
    }
    thread.interrupt();
    return true;
  }
}
