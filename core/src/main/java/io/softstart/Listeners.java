package io.softstart;

import io.softstart.event.StartupEvent;
import io.softstart.event.StartupListener;
import io.softstart.jfr.JfrListener;
import io.softstart.log.Level;
import io.softstart.log.Lines;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Hands events to the library's own log and the Flight Recorder at once, and to the user's
 * listeners on one daemon thread with a bounded queue: one that throws or blocks harms nobody but
 * those listeners.
 */
final class Listeners implements StartupListener {
  private static final int QUEUED = 1_024;

  private final StartupListener log;
  private final StartupListener recorder = new JfrListener();
  private final Lines lines;
  private volatile @Nullable Users users; // mostly there are none, and classes cost time
  private boolean complained;

  Listeners(StartupListener log, List<StartupListener> users, Lines lines) {
    this.log = log;
    this.lines = lines;
    this.users = users.isEmpty() ? null : new Users(users);
  }

  @Override
  public void on(StartupEvent event) {
    log.on(event);
    recorder.on(event);
    Users told = users;
    if (told != null && !told.queue.offer(Optional.of(event))) {
      complain("a startup listener blocks; it misses events");
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
    if (told != null && !told.queue.offer(Optional.empty())) {
      told.thread.interrupt();
    }
  }

  private synchronized void complain(String what) {
    if (!complained) {
      complained = true;
      lines.line(Level.WARN, what + " (said once)");
    }
  }

  private final class Users implements Runnable {
    final List<StartupListener> all;
    final BlockingQueue<Optional<StartupEvent>> queue = new ArrayBlockingQueue<>(QUEUED);
    final Thread thread = new Thread(null, this, "softstart-listeners", 0, false);

    Users(List<StartupListener> all) {
      this.all = new CopyOnWriteArrayList<>(all);
      thread.setDaemon(true);
      thread.start();
    }

    @Override
    public void run() {
      try {
        for (Optional<StartupEvent> next = queue.take(); next.isPresent(); next = queue.take()) {
          for (StartupListener user : all) {
            tell(user, next.get());
          }
        }
      } catch (InterruptedException end) {
        Thread.currentThread().interrupt();
      }
    }

    private void tell(StartupListener user, StartupEvent event) {
      try {
        user.on(event);
      } catch (RuntimeException | LinkageError thrown) {
        complain("a startup listener throws: " + thrown);
      }
    }
  }
}
