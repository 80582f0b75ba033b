package io.softstart.gate.engine;

import io.softstart.event.StartupEvent;
import io.softstart.event.StartupListener;
import io.softstart.fence.Fence;
import io.softstart.time.Deadline;
import io.softstart.time.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Tells listeners what happens, one event at a time and in order, on a thread of their own: a log
 * that blocks or throws has no say in a verdict. The thread ends when there is nothing to tell.
 * Thread-safe.
 */
final class EventQueue {
  private static final int MOST = 4_096;
  private static final long LINGER_MILLIS = 200;
  static final Duration FLUSH = Duration.ofSeconds(1);

  private final List<StartupListener> listeners;
  private final @Nullable ClassLoader loader;
  private final Queue<StartupEvent> waiting = new ArrayDeque<>();
  private volatile @Nullable EventQueue beside;
  private boolean running;
  private boolean telling;
  private boolean blocked;
  private boolean threw;

  EventQueue(@Nullable ClassLoader loader, StartupListener... listeners) {
    this.listeners = List.of(listeners);
    this.loader = loader;
  }

  /** Lets another hear the same, who holds up none of these. */
  EventQueue alsoTo(StartupListener listener) {
    beside = new EventQueue(loader, listener);
    return this;
  }

  /** Returns at once; what does not fit any more, since a listener blocks, is dropped. */
  void tell(StartupEvent event) {
    add(event);
    EventQueue other = beside;
    if (other != null) {
      other.tell(event);
    }
  }

  private synchronized void add(StartupEvent event) {
    if (waiting.size() >= MOST) {
      return;
    }
    waiting.add(event);
    notifyAll();
    start();
  }

  private synchronized void start() {
    if (!running && !waiting.isEmpty()) {
      running = true;
      if (Fence.start("softstart-events", loader, new Drain()).hadNoThread()) {
        running = false; // the next event, or flush, tries again
      }
    }
  }

  /** Waits until everything was told, a second at most, and not again behind one that blocks. */
  void flush() {
    flush(FLUSH);
  }

  /** As {@link #flush()} for a shorter time, and then the queue beside for what is left of it. */
  void flushAll(Duration most) {
    Deadline end = Deadline.in(most, Ticker.system());
    flush(most);
    EventQueue other = beside;
    if (other != null) {
      other.flush(Duration.ofNanos(Math.max(0, end.left())));
    }
  }

  /** As {@link #flush()}, for a shorter time. */
  synchronized void flush(Duration most) {
    Deadline end = Deadline.in(most, Ticker.system());
    boolean interrupted = false;
    start();
    while (running && (telling || !waiting.isEmpty()) && !blocked) {
      long left = end.left();
      if (left <= 0) {
        blocked = most.compareTo(FLUSH) >= 0;
        break;
      }
      try {
        wait(Math.max(1, left / 1_000_000));
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Classes instead of lambdas, since a cold JVM's first verdict waits for each of them. */
  private final class Drain implements Callable<Boolean> {
    @Override
    public Boolean call() {
      for (StartupEvent event = next(); event != null; event = next()) {
        for (StartupListener listener : listeners) {
          Throwable thrown = Fence.here(new Tell(listener, event));
          if (thrown != null && !threw) { // its own thread: no other reads this
            threw = true;
            Uncaught.report(
                new IllegalStateException("a listener of startup events threw", thrown));
          }
        }
      }
      return true;
    }
  }

  private record Tell(StartupListener listener, StartupEvent event) implements Runnable {
    @Override
    public void run() {
      listener.on(event);
    }
  }

  /** Waits a little for more before the thread ends. */
  @SuppressWarnings("WaitNotInLoop") // one that wakes too early ends too early: no harm
  private synchronized @Nullable StartupEvent next() {
    telling = false;
    blocked = false;
    if (waiting.isEmpty()) {
      notifyAll();
      try {
        wait(LINGER_MILLIS);
      } catch (InterruptedException notOurs) {
        // it ends or goes on as if the time were over
      }
    }
    StartupEvent next = waiting.poll();
    telling = next != null;
    running = telling;
    return next;
  }
}
