package io.softstart.startup;

import io.softstart.event.Phase;
import io.softstart.event.StartupEvent;
import io.softstart.event.StartupListener;
import io.softstart.fence.Fence;
import io.softstart.jfr.JfrListener;
import io.softstart.log.Level;
import io.softstart.log.LogSink;
import io.softstart.log.ProgressLog;
import io.softstart.redact.RedactedThrowable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Hands events to the library's own log and the Flight Recorder at once, and to the user's
 * listeners on one daemon thread with a bounded queue. If one of them throws, the others hear the
 * event and the caller goes on; one that blocks holds up those listeners only.
 */
final class EventDispatcher implements StartupListener {
  private static final int QUEUED = 1_024;

  private final StartupListener log;
  private final StartupListener recorder = new JfrListener();
  private final LogSink lines;
  private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();
  private volatile @Nullable Users users; // mostly there are none, and classes cost time
  private boolean complained;

  EventDispatcher(LogSink lines, List<StartupListener> users) {
    this.lines = lines;
    log = new ProgressLog(lines);
    this.users = users.isEmpty() ? null : new Users(users);
  }

  void phaseEntered(Duration at, Phase phase) {
    on(new StartupEvent.PhaseEntered(at, phase));
  }

  @Override
  public void on(StartupEvent event) {
    tell(log, event, "the log");
    tell(recorder, event, "the Flight Recorder");
    Users told = users;
    if (told == null) {
      return;
    }
    told.begin();
    if (!told.queue.offer(Optional.of(event))) {
      complain("a startup listener blocks, or has no thread; it misses events");
    }
  }

  private void tell(StartupListener listener, StartupEvent event, String name) {
    try {
      listener.on(event);
    } catch (Throwable thrown) { // errors and sneaky checked exceptions too: nothing may end a gate
      complain(name + " throws: " + RedactedThrowable.of(thrown));
    }
  }

  /** Adds one that hears what happens from now on. */
  synchronized void add(StartupListener listener) {
    Users others = users;
    if (others == null) {
      users = new Users(List.of(listener));
    } else {
      others.all.add(listener);
    }
  }

  /** Lets the thread end when it has told what is queued; at once if a listener blocks it. */
  void end() {
    Users told = users;
    if (told != null) {
      told.end();
    }
  }

  private void complain(String what) {
    synchronized (this) {
      if (complained) {
        return;
      }
      complained = true;
    }
    try {
      lines.line(Level.WARN, what + " (said once)");
    } catch (Throwable unheard) { // it may be the log that throws
      return;
    }
  }

  private final class Users implements Runnable {
    final List<StartupListener> all;
    final BlockingQueue<Optional<StartupEvent>> queue = new ArrayBlockingQueue<>(QUEUED);
    final Thread thread = new Thread(null, this, "softstart-listeners", 0, false);
    private volatile boolean ended;
    private boolean begun;

    Users(List<StartupListener> all) {
      this.all = new CopyOnWriteArrayList<>(all);
      thread.setDaemon(true);
      // newer JDKs give a thread that inherits nothing the system class loader
      thread.setContextClassLoader(loader);
    }

    /** Starts its thread; where the system has none to give now, the next event tries again. */
    synchronized void begin() {
      if (!begun) {
        begun = Fence.begin(thread);
      }
    }

    void end() {
      ended = true;
      if (!queue.offer(Optional.empty())) {
        thread.interrupt();
      }
    }

    @Override
    public void run() {
      for (Optional<StartupEvent> next = next(); next.isPresent(); next = next()) {
        for (StartupListener user : all) {
          tell(user, next.get(), "a startup listener");
        }
      }
    }

    private Optional<StartupEvent> next() {
      while (!ended || !queue.isEmpty()) {
        try {
          return queue.take();
        } catch (InterruptedException left) {
          // a listener has left it behind, or end() has set it: the condition decides
        }
      }
      return Optional.empty();
    }
  }
}
