package io.softstart.gate.engine;

import io.softstart.fence.Fence;
import io.softstart.time.Deadline;
import io.softstart.time.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What attempts opened and nobody else closes. Closing happens once, last opened first, on threads
 * of its own: never on one that hangs or was interrupted. Each resource has a limit, so that one
 * whose close hangs does not keep the others open. Thread-safe.
 */
final class Resources implements Unclosed.Left {
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
  private static final String THREAD = "softstart-close";

  private final @Nullable ClassLoader loader;
  private final Unclosed unclosed;
  private final ArrayDeque<AutoCloseable> opened = new ArrayDeque<>();
  private final List<Throwable> failures = new ArrayList<>();
  private boolean ended;
  private boolean noted;
  private @Nullable Fence<Boolean> closing;

  /**
   * Owns nothing yet.
   *
   * @param loader the context class loader of what is closed
   * @param unclosed told when no thread can be started that closes
   */
  Resources(@Nullable ClassLoader loader, Unclosed unclosed) {
    this.loader = loader;
    this.unclosed = unclosed;
  }

  /** Adds a resource; once {@link #close} was called it is closed at once. */
  void add(AutoCloseable resource) {
    synchronized (this) {
      opened.addFirst(resource);
      if (!ended) {
        return;
      }
    }
    closeHere(); // the attempt that has opened it is over
  }

  /** Gives a resource of this type away; the taker closes it. */
  synchronized <R> Optional<R> take(Class<R> type) {
    for (Iterator<AutoCloseable> all = opened.descendingIterator(); all.hasNext(); ) {
      AutoCloseable one = all.next();
      if (type.isInstance(one)) {
        all.remove();
        return Optional.of(type.cast(one));
      }
    }
    return Optional.empty();
  }

  /** Begins to close everything, also what is added later; returns at once. */
  synchronized void close() {
    ended = true;
    if (!opened.isEmpty() && closing == null) {
      Fence<Boolean> begun = Fence.start(THREAD, loader, this::closeAll);
      if (!begun.hadNoThread()) {
        closing = begun;
      } else if (!noted) { // it is tried again by the next who asks
        noted = true;
        unclosed.add(this);
      }
    }
  }

  @Override
  public synchronized boolean begin() {
    isClosed();
    return opened.isEmpty() || closing != null;
  }

  /** As {@link #close}; where no thread can be started on this one, for which nobody waits. */
  @Override
  public void closeHere() {
    close();
    if (running() == null) {
      boolean interrupted = Thread.interrupted(); // many a close() breaks off if it is set
      closeAll();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Whether nothing is open any more; asking begins again what could not begin. */
  synchronized boolean isClosed() {
    if (ended && closing == null) {
      close();
    }
    return opened.isEmpty() && closing == null;
  }

  /** Waits until {@link #isClosed}, so long at most; returns false at once if nothing closes. */
  boolean awaitClosed(long nanos, Ticker ticker) throws InterruptedException {
    Fence<Boolean> running = running();
    if (running == null) {
      return false;
    }
    running.awaitEnd(nanos, ticker);
    return true;
  }

  /** Waits for the end of closing, until the bound at most; returns what closing threw by then. */
  List<Throwable> failuresBy(Deadline bound) {
    Fence<Boolean> running = running();
    if (running != null) {
      running.awaitUninterruptibly(Duration.ofNanos(Math.max(1, bound.left())));
    }
    synchronized (this) {
      return List.copyOf(failures);
    }
  }

  private synchronized @Nullable Fence<Boolean> running() {
    return closing;
  }

  private boolean closeAll() {
    for (AutoCloseable next = next(); next != null; next = next()) {
      AutoCloseable resource = next;
      Fence<Boolean> one =
          Fence.start(
              THREAD,
              loader,
              () -> {
                resource.close();
                return true;
              });
      if (one.hadNoThread()) { // this thread is nobody's: a hang here harms the rest only
        failed(Fence.here(() -> closeUnchecked(resource)));
      } else if (one.awaitUninterruptibly(CLOSE_LIMIT)) {
        failed(one.thrown());
      } else if (one.abandon()) {
        failed(new Hung());
      }
    }
    return true;
  }

  private static void closeUnchecked(AutoCloseable resource) {
    try {
      resource.close();
    } catch (RuntimeException unchecked) {
      throw unchecked;
    } catch (Exception checked) {
      throw new IllegalStateException(checked);
    }
  }

  /** {@return what closing threw first; null for nothing} */
  synchronized @Nullable Throwable firstFailure() {
    return failures.isEmpty() ? null : failures.get(0);
  }

  /** A close that did not end in time. */
  static final class Hung extends IllegalStateException {
    private static final long serialVersionUID = 1;

    Hung() {
      super("its close() did not end within 5 s");
    }
  }

  private synchronized void failed(@Nullable Throwable thrown) {
    if (thrown != null) {
      failures.add(thrown);
    }
  }

  private synchronized @Nullable AutoCloseable next() {
    AutoCloseable next = opened.pollFirst();
    if (next == null) {
      closing = null;
    }
    return next;
  }
}
