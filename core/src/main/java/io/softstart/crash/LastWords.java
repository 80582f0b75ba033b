package io.softstart.crash;

import io.softstart.log.EarlyLog;
import io.softstart.log.Level;
import io.softstart.machine.Machine;
import io.softstart.redact.SafeCopy;
import io.softstart.text.Durations;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of an end beyond stderr: the termination message, a crash report and the history in
 * the state directory. Each is fenced: what cannot be written is said in one line.
 */
final class LastWords {
  private static final Duration LIMIT = Duration.ofSeconds(1);

  private final String application;
  private final EarlyLog log;
  private volatile Destinations destinations;
  private final Situation situation;
  private volatile @Nullable StateDirectory directory;
  private volatile @Nullable History history;
  private @Nullable Fenced beginning;
  private boolean retrospectTold;
  private String retrospect = "";

  LastWords(String application, EarlyLog log, Destinations destinations, Situation situation) {
    this.application = application;
    this.log = log;
    this.destinations = destinations;
    this.situation = situation;
  }

  void destinations(Destinations others) {
    destinations = others;
  }

  /** Enters this start into the history, if there is one, while the application goes on. */
  synchronized void begin() {
    String state = destinations.stateDirectory();
    if (state != null) {
      beginning = Fenced.start(new Beginning(state));
    }
  }

  private synchronized @Nullable History history() {
    Fenced begun = beginning;
    if (begun != null) {
      beginning = null;
      if (!begun.await(LIMIT)) {
        String state = destinations.stateDirectory();
        log.line(Level.WARN, "no crash history: " + state + " does not answer within 1 s");
      }
    }
    return history;
  }

  /** Says once what happened to the last starts; best when the configuration is known. */
  synchronized void tellRetrospect() {
    History known = history();
    if (retrospectTold || known == null) {
      return;
    }
    retrospectTold = true;
    retrospect = known.retrospect().sentence(situation.configuration());
    if (!retrospect.isEmpty()) {
      log.line(Level.WARN, retrospect);
    }
  }

  void ready() {
    History known = history();
    if (known != null) {
      Runnable settling =
          new Runnable() {
            @Override
            public void run() {
              settle(known, null);
            }
          };
      Fenced.run(settling, LIMIT);
    }
  }

  void stopped() {
    leave(true);
  }

  /** Forgets this start, which did not mean to start: others' failures are to be remembered. */
  void answered() {
    leave(false);
  }

  private void leave(boolean started) {
    History known = history();
    history = null;
    try {
      if (known != null && started) {
        known.stopped();
      } else if (known != null) {
        known.forget();
      }
    } catch (IOException unwritable) {
      // it ends in order: the worst that follows is a wrong "gone without a word"
    }
  }

  /** Writes all that is to be kept of an end. Blocks as long as the file systems do. */
  void write(End end) {
    tellRetrospect();
    try {
      TerminationMessage.write(
          destinations.terminationMessage(), application + ": " + end.causeFirst());
    } catch (IOException | RuntimeException unwritable) {
      complain("the termination message", unwritable);
    }
    StateDirectory place = directory;
    History known = history;
    if (place == null || known == null) {
      return;
    }
    try {
      String text = CrashReport.of(application, known.run(), end, situation, log, retrospect);
      Path file = place.writeReport(CrashReport.stamp(), known.run(), text);
      log.line(Level.INFO, "a crash report to hand on is in " + file);
    } catch (IOException | RuntimeException unwritable) {
      complain("the crash report", unwritable);
    }
    settle(known, end);
  }

  /** Writes what became of this start into the history: ready, or the end. */
  private void settle(History known, @Nullable End end) {
    try {
      if (end == null) {
        known.ready();
      } else {
        known.failed(end, situation.configuration());
      }
    } catch (IOException | RuntimeException unwritable) {
      complain("the crash history", unwritable);
    }
  }

  /** {@return how long to wait before this end may begin the next start} */
  Duration pauseAfter(End end) {
    Duration most = situation.restartPause();
    History known = history;
    if (known == null || most.isZero() || log.isOnTerminal()) {
      return Duration.ZERO;
    }
    int repeated = known.retrospect().repeated(end.fingerprint(), situation.configuration());
    Duration pause = Retrospect.pause(repeated, most);
    if (!pause.isZero()) {
      log.line(
          Level.INFO,
          "the same failure as in the "
              + (repeated == 1 ? "start" : repeated + " starts")
              + " before: pausing for "
              + Durations.text(pause)
              + " before the exit (SOFTSTART_RESTART_PAUSE); SIGTERM ends the pause");
    }
    return pause;
  }

  private void complain(String what, Exception thrown) {
    log.line(Level.WARN, what + " cannot be written: " + reason(thrown));
  }

  /** A file system's exception says only the file where its class says the rest. */
  private static String reason(Exception thrown) {
    return thrown.getClass() == IOException.class
        ? SafeCopy.messageOf(thrown)
        : thrown.getClass().getSimpleName() + ": " + SafeCopy.messageOf(thrown);
  }

  private final class Beginning implements Runnable {
    private final String state;

    Beginning(String state) {
      this.state = state;
    }

    @Override
    public void run() {
      try {
        StateDirectory opened = StateDirectory.open(Path.of(state), application);
        History begun = History.begin(opened, Machine.here());
        directory = opened;
        history = begun;
        if (begun.damaged() > 0) {
          log.line(
              Level.WARN, begun.damaged() + " lines of the crash history are damaged and left out");
        }
      } catch (IOException | RuntimeException unusable) {
        log.line(Level.WARN, "no crash history in " + state + ": " + reason(unusable));
      }
    }
  }
}
