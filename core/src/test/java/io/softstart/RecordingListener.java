package io.softstart;

import io.softstart.event.StartupEvent;
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

  public List<StartupEvent> all() {
    return List.copyOf(events);
  }
}
