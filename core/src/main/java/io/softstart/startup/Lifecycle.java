package io.softstart.startup;

import io.softstart.event.Phase;
import io.softstart.event.PhaseTime;
import io.softstart.event.StartupListener;
import io.softstart.log.LogSink;
import io.softstart.time.Deadline;
import io.softstart.time.Stopwatch;
import io.softstart.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The phases of a startup, and who is told of them. The only one that enters a phase, by three
 * rules: a phase never goes backwards, nothing follows the end (ready, failed or closed), and what
 * the rules forbid is ignored. Thread-safe.
 */
public final class Lifecycle {
  private final Stopwatch clock;
  private final LogSink lines;
  private final List<StartupListener> users;
  private final List<Phase> entered = new ArrayList<>();
  private final List<Duration> at = new ArrayList<>();
  private @Nullable EventDispatcher dispatcher; // begin needs none, and its classes cost time

  Lifecycle(Stopwatch clock, LogSink lines, List<StartupListener> users) {
    this.clock = clock;
    this.lines = lines;
    this.users = users;
    add(Phase.BEGUN);
  }

  /** Enters a phase and tells the listeners; returns false, and does nothing, if a rule forbids. */
  boolean enter(Phase phase) {
    synchronized (this) {
      if (isOver() || phase.compareTo(phase()) <= 0) {
        return false;
      }
      add(phase);
      notifyAll();
    }
    if (phase != Phase.STOPPED) { // who closes it knows
      dispatcher().phaseEntered(clock.elapsed(), phase);
    }
    return true;
  }

  /**
   * Refuses a call that comes too late.
   *
   * @param call the name of the method
   * @throws IllegalStateException if the startup is over; the message names the call
   */
  void refuseIfOver(String call) {
    if (isOver()) {
      throw new IllegalStateException(
          call + " was called after the startup " + ended() + ": call it once, before that");
    }
  }

  private String ended() {
    return switch (phase()) {
      case READY -> "was ready";
      case FAILED -> "had failed";
      default -> "was closed";
    };
  }

  private void add(Phase phase) {
    entered.add(phase);
    at.add(clock.elapsed());
  }

  public synchronized Phase phase() {
    return entered.get(entered.size() - 1);
  }

  /** {@return the phase before the present one: what was done when it ended} */
  synchronized Phase phaseBefore() {
    return entered.get(Math.max(0, entered.size() - 2));
  }

  synchronized boolean wasReady() {
    return entered.contains(Phase.READY);
  }

  synchronized boolean isOver() {
    return phase().compareTo(Phase.READY) >= 0;
  }

  /** Waits until the startup is over, at most so long by the real clock; returns whether it is. */
  synchronized boolean awaitOver(Duration limit) throws InterruptedException {
    Deadline until = Deadline.in(limit, Ticker.system());
    for (long left = until.left(); left > 0 && !isOver(); left = until.left()) {
      wait(left / 1_000_000 + 1);
    }
    return isOver();
  }

  /** {@return the time since a phase was entered; zero if it was not} */
  synchronized Duration since(Phase phase) {
    int index = entered.indexOf(phase);
    return index < 0 ? Duration.ZERO : clock.elapsed().minus(at.get(index));
  }

  /** {@return the time until the startup was over, or until now} */
  synchronized Duration took() {
    return isOver() ? at.get(at.size() - 1) : clock.elapsed();
  }

  synchronized List<PhaseTime> phases() {
    List<PhaseTime> phases = new ArrayList<>();
    for (int i = 0; i < entered.size(); i++) {
      Duration end = i + 1 < at.size() ? at.get(i + 1) : took();
      phases.add(new PhaseTime(entered.get(i), at.get(i), end.minus(at.get(i))));
    }
    return List.copyOf(phases);
  }

  Stopwatch clock() {
    return clock;
  }

  /** Adds one that hears what happens from now on. */
  void listen(StartupListener listener) {
    dispatcher().add(listener);
  }

  /** Lets the listeners' thread end when it has told what is queued. */
  synchronized void endListeners() {
    if (dispatcher != null) {
      dispatcher.end();
    }
  }

  /** {@return who is told of all events} */
  synchronized EventDispatcher dispatcher() {
    if (dispatcher == null) {
      dispatcher = new EventDispatcher(lines, users);
    }
    return dispatcher;
  }
}
