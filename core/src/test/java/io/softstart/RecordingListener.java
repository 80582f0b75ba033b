package io.softstart;

import io.softstart.event.Phase;
import io.softstart.event.StartupEvent;
import io.softstart.event.StartupEvent.PhaseEntered;
import io.softstart.event.StartupListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Keeps what it hears. */
public final class RecordingListener implements StartupListener {
  private final List<StartupEvent> events = new CopyOnWriteArrayList<>();

  @Override
  public synchronized void on(StartupEvent event) {
    events.add(event);
    notifyAll();
  }

  public <E extends StartupEvent> List<E> of(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Events come on a thread of their own: waits for the last phase, 10 s at most. */
  synchronized List<Phase> phasesUpTo(Phase last) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!phases().contains(last) && System.nanoTime() < end) {
      TimeUnit.NANOSECONDS.timedWait(this, end - System.nanoTime());
    }
    return phases();
  }

  private List<Phase> phases() {
    return of(PhaseEntered.class).stream().map(PhaseEntered::phase).toList();
  }

  public List<StartupEvent> all() {
    return List.copyOf(events);
  }
}
