package io.softstart.spring;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A call of a client that may hang, on a thread that nobody waits for longer than some seconds. */
final class LimitedCall {
  private static final long SECONDS = 10;

  private LimitedCall() {}

  /** {@return what the call has thrown, or that it has not ended in time; null if it works} */
  static @Nullable Exception failureOf(Callable<?> call) {
    FutureTask<?> task = new FutureTask<>(call);
    Thread thread = new Thread(task, "softstart-first-call");
    thread.setDaemon(true);
    thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
    try {
      thread.start();
      task.get(SECONDS, TimeUnit.SECONDS);
      return null;
    } catch (ExecutionException thrown) {
      return thrown.getCause() instanceof Exception failed ? failed : thrown;
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      return ending;
    } catch (TimeoutException | OutOfMemoryError noAnswer) {
      return noAnswer instanceof Exception late ? late : new IllegalStateException(noAnswer);
    }
  }
}
