package io.softstart;

import io.softstart.event.Phase;
import io.softstart.event.StartupEvent;
import io.softstart.event.StartupEvent.PhaseEntered;
import io.softstart.event.StartupListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it hears. */
public final class RecordingListener implements StartupListener {
  private final List<StartupEvent> events = new CopyOnWriteArrayList<>();

  @Override
  public void on(StartupEvent event) {
    events.add(event);
  }

  public <E extends StartupEvent> List<E> of(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Events come on a thread of their own: waits for the last phase, 10 s at most. */
  List<Phase> phasesUpTo(Phase last) throws InterruptedException {
    List<Phase> phases = List.of();
    for (int i = 0; i < 1_000 && !phases.contains(last); i++) {
      Thread.sleep(10);
      phases = of(PhaseEntered.class).stream().map(PhaseEntered::phase).toList();
    }
    return phases;
  }

  public List<StartupEvent> all() {
    return List.copyOf(events);
  }
}
