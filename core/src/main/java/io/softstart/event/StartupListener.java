package io.softstart.event;

/**
 * Hears what happens during a startup. Called one event at a time, in order, on threads of the
 * library: it should return soon. What it throws is reported once and goes no further.
 */
@FunctionalInterface
public interface StartupListener {
  /**
   * Hears one event.
   *
   * @param event what happened
   */
  void on(StartupEvent event);
}
