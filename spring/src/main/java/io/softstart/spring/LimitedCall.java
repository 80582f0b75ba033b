package io.softstart.spring;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A call of a client that may hang, on a thread that nobody waits for longer than some seconds. */
final class LimitedCall {
  private static final long MOST_MILLIS = 10_000;
  private static final long LOOK_MILLIS = 100;

  /**
   * A client of a network sets itself a timeout; who stands still without one waits for another.
   */
  private static final int LOOKS_STANDING_STILL = 20;

  private static final List<String> NETWORK =
      List.of("java.net.", "sun.nio.ch.", "sun.security.ssl.");

  private LimitedCall() {}

  /** What is thrown for a call that waits for a bean: nobody can say what it would meet. */
  static final class NeedsBean extends Exception {
    private static final long serialVersionUID = 1;
  }

  /**
   * What is thrown for a call that waits for something else than its server, such as a latch that
   * the application opens later: it may do so only if we go on.
   */
  static final class StandsStill extends Exception {
    private static final long serialVersionUID = 1;
  }

  /**
   * {@return what the call has thrown, that it has not ended in time, or that it cannot end while
   * this thread waits for it; null if it works}
   */
  static @Nullable Exception failureOf(Callable<?> call) {
    FutureTask<?> task = new FutureTask<>(call);
    Thread thread = new Thread(task, "softstart-first-call");
    thread.setDaemon(true);
    thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
    try {
      thread.start();
      int still = 0;
      for (long left = MOST_MILLIS; left > 0; left -= LOOK_MILLIS) {
        if (ends(task)) {
          return null;
        }
        if (BeanLock.holdsUp(thread)) {
          return new NeedsBean();
        }
        still = thread.getState() == Thread.State.WAITING ? still + 1 : 0;
        if (still == LOOKS_STANDING_STILL) {
          return new StandsStill();
        }
      }
      return isInNetwork(thread) ? new TimeoutException() : new StandsStill();
    } catch (ExecutionException thrown) {
      return thrown.getCause() instanceof Exception failed ? failed : thrown;
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      return ending;
    } catch (OutOfMemoryError noThread) {
      return new IllegalStateException(noThread);
    }
  }

  /** What hangs elsewhere, in a sleep or a queue of a client's, is not known to need a server. */
  private static boolean isInNetwork(Thread thread) {
    for (StackTraceElement frame : thread.getStackTrace()) {
      for (String network : NETWORK) {
        if (frame.getClassName().startsWith(network)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean ends(FutureTask<?> task) throws ExecutionException, InterruptedException {
    try {
      task.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException notYet) {
      return false;
    }
  }
}
