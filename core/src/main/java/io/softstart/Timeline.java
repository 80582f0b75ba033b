package io.softstart;

import io.softstart.event.Phase;
import io.softstart.time.Stopwatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The phases of a startup: which one it is in, and when it entered each. Thread-safe. */
final class Timeline {
  private final Stopwatch clock;
  private final List<Phase> entered = new ArrayList<>();
  private final List<Duration> at = new ArrayList<>();

  Timeline(Stopwatch clock) {
    this.clock = clock;
    entered.add(Phase.BEGUN);
    at.add(clock.elapsed());
  }

  /**
   * Enters a phase; returns false if it is in that phase already.
   *
   * @throws IllegalStateException if the startup is over
   */
  synchronized boolean enter(Phase phase) {
    if (phase() == phase) {
      return false;
    }
    if (isOver()) {
      throw new IllegalStateException("the startup is over: it is " + phase());
    }
    add(phase);
    return true;
  }

  synchronized void enterUnlessOver(Phase phase) {
    if (!isOver()) {
      add(phase);
    }
  }

  private void add(Phase phase) {
    entered.add(phase);
    at.add(clock.elapsed());
  }

  synchronized Phase phase() {
    return entered.get(entered.size() - 1);
  }

  synchronized boolean wasReady() {
    return entered.contains(Phase.READY);
  }

  /** {@return the time since a phase was entered first; zero if it was not} */
  synchronized Duration since(Phase phase) {
    int index = entered.indexOf(phase);
    return index < 0 ? Duration.ZERO : clock.elapsed().minus(at.get(index));
  }

  synchronized boolean isOver() {
    return switch (phase()) {
      case READY, FAILED, STOPPED -> true;
      default -> false;
    };
  }

  /** {@return the time until the startup was over, or until now} */
  synchronized Duration took() {
    return isOver() ? at.get(at.size() - 1) : clock.elapsed();
  }

  synchronized List<StartupReport.PhaseTime> phases() {
    List<StartupReport.PhaseTime> phases = new ArrayList<>();
    for (int i = 0; i < entered.size(); i++) {
      Duration end = i + 1 < at.size() ? at.get(i + 1) : took();
      phases.add(new StartupReport.PhaseTime(entered.get(i), at.get(i), end.minus(at.get(i))));
    }
    return List.copyOf(phases);
  }
}
