package io.softstart.fence;

import io.softstart.time.Deadline;
import io.softstart.time.Ticker;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One call of code that is not ours, on a daemon thread of its own with the caller's context class
 * loader. It catches everything that the call throws, and the caller decides how long it waits.
 *
 * <p>Thread-safe. A caller that stops waiting calls {@link #abandon}, and exactly one of the two
 * wins: either the result was there in time, or the thread that ran the call sees that it came too
 * late.
 *
 * @param <T> what the call returns
 */
public final class Fence<T> implements Runnable {
  /** For tests, which cannot use up the machine's threads: the names of those that do not start. */
  static volatile @Nullable Predicate<String> withoutThread;

  private final Callable<? extends T> call;
  private final CountDownLatch settled = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread;
  private @Nullable T value;
  private @Nullable Throwable thrown;
  private boolean abandoned;
  private boolean hadNoThread;

  private Fence(String thread, @Nullable ClassLoader loader, Callable<? extends T> call) {
    this.call = call;
    // false: nothing of the caller is inherited, so JDK 19 and later give it the system class
    // loader
    this.thread = new Thread(null, this, thread, 0, false);
    this.thread.setDaemon(true);
    this.thread.setContextClassLoader(loader);
  }

  /**
   * Starts a call and returns at once. Where the system has no thread to give, the call is not made
   * and {@link #hadNoThread} says so.
   *
   * @param thread its name
   * @param loader the context class loader of the code that is called
   * @param call code that is not ours
   * @param <T> what it returns
   * @return the running call
   */
  public static <T> Fence<T> start(
      String thread, @Nullable ClassLoader loader, Callable<? extends T> call) {
    Fence<T> fence = new Fence<>(thread, loader, call);
    if (!begin(fence.thread)) {
      synchronized (fence) {
        fence.hadNoThread = true;
        fence.thrown = new OutOfMemoryError("unable to create native thread");
      }
      fence.settled.countDown();
      fence.ended.countDown();
    }
    return fence;
  }

  /**
   * Starts a thread.
   *
   * @param thread a new one
   * @return false where the system has none to give, which passes
   */
  public static boolean begin(Thread thread) {
    Predicate<String> refused = withoutThread;
    if (refused != null && refused.test(thread.getName())) {
      return false;
    }
    try {
      thread.start();
      return true;
    } catch (OutOfMemoryError noThread) { // "unable to create native thread"
      return false;
    }
  }

  /**
   * Starts a call as {@link #start} does. Where the system has no thread to give, the call is made
   * on this thread, without a bound: for the end of a process, which has nothing more to lose.
   *
   * @param thread its name
   * @param loader the context class loader of the code that is called
   * @param call what may throw or hang
   * @param <T> what it returns
   * @return the running call, or the one that was made
   */
  public static <T> Fence<T> startOrHere(
      String thread, @Nullable ClassLoader loader, Callable<? extends T> call) {
    Fence<T> started = start(thread, loader, call);
    if (!started.hadNoThread()) {
      return started;
    }
    return onThisThread(call);
  }

  /**
   * Makes a call on this thread, without a bound, for callers whose thread the call may need.
   *
   * @param call what may throw
   * @param <T> what it returns
   * @return the call that was made
   */
  public static <T> Fence<T> onThisThread(Callable<? extends T> call) {
    Fence<T> here = new Fence<>("softstart-here", null, call);
    here.run();
    return here;
  }

  /**
   * Makes a call on this thread, for calls whose thread nobody waits for.
   *
   * @param call code that is not ours
   * @return what it threw, or null
   */
  public static @Nullable Throwable here(Runnable call) {
    try {
      call.run();
      return null;
    } catch (Throwable thrown) { // of any kind: it may not end our thread
      return thrown;
    }
  }

  /**
   * Waits for the result.
   *
   * @param nanos how long at most
   * @param ticker the clock
   * @return whether the call returned or threw in time
   * @throws InterruptedException if interrupted; the call goes on
   */
  public boolean await(long nanos, Ticker ticker) throws InterruptedException {
    return ticker.await(settled, nanos);
  }

  /**
   * Waits for the result. An interrupt does not end the wait; the flag is set afterwards.
   *
   * @param limit how long at most
   * @return whether the call returned or threw in time
   */
  public boolean awaitUninterruptibly(Duration limit) {
    boolean interrupted = false;
    Deadline end = Deadline.in(limit, Ticker.system());
    while (settled.getCount() > 0 && end.left() > 0) {
      try {
        Ticker.system().await(settled, end.left());
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return settled.getCount() == 0;
  }

  /**
   * Waits until nothing of the call is left.
   *
   * @param nanos how long at most
   * @param ticker the clock
   * @return whether its thread has done its work
   * @throws InterruptedException if interrupted
   */
  public boolean awaitEnd(long nanos, Ticker ticker) throws InterruptedException {
    return ticker.await(ended, nanos);
  }

  /**
   * Stops waiting and interrupts the call.
   *
   * @return false if it was settled before, so that its result counts
   */
  public boolean abandon() {
    synchronized (this) {
      if (settled.getCount() == 0) {
        return false;
      }
      abandoned = true;
    }
    thread.interrupt();
    return true;
  }

  /** {@return whether nothing of the call is left} */
  public boolean hasEnded() {
    return ended.getCount() == 0;
  }

  /** {@return whether the system had no thread for it, so that it was not made} */
  public synchronized boolean hadNoThread() {
    return hadNoThread;
  }

  /** {@return what it returned; null if it threw or has not settled} */
  public synchronized @Nullable T value() {
    return value;
  }

  /** {@return what it threw; null if it returned or has not settled} */
  public synchronized @Nullable Throwable thrown() {
    return thrown;
  }

  /** {@return whether its caller stopped waiting before it was settled} */
  public synchronized boolean wasAbandoned() {
    return abandoned;
  }

  @Override
  public void run() {
    T result = null;
    Throwable failure = null;
    try {
      result = call.call();
    } catch (Throwable anything) { // errors too: a missing class is a diagnosis, not a dead thread
      failure = anything;
    }
    synchronized (this) {
      value = result;
      thrown = failure;
      settled.countDown();
    }
    ended.countDown();
  }
}
