package io.softstart.crash;

import io.softstart.crash.EarlierStart.Outcome;
import io.softstart.log.EarlyLog;
import io.softstart.log.Level;
import io.softstart.machine.Machine;
import io.softstart.redact.SafeCopy;
import io.softstart.text.Durations;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

  /** {@return the starts before this one, the oldest first; does not wait for them} */
  List<EarlierStart> earlierStarts() {
    History known = history;
    return known == null ? List.of() : known.earlier();
  }

  /** Says once what happened to the last starts; best when the configuration is known. */
  void tellRetrospect() {
    String news = newRetrospect();
    if (!news.isEmpty()) { // not under the lock: stderr may block
      log.line(Level.WARN, news);
    }
  }

  private synchronized String newRetrospect() {
    History known = history();
    if (retrospectTold || known == null) {
      return "";
    }
    retrospectTold = true;
    retrospect = known.retrospect().sentence(situation.configuration());
    return retrospect;
  }

  /** {@return what a report says where nothing is kept, a line; else nothing} */
  String absence() {
    return destinations.stateDirectory() == null
        ? "  (no crash report or history is kept: SOFTSTART_STATE_DIR is not set)\n"
        : "";
  }

  void ready() {
    note(history(), Outcome.READY);
  }

  /** Notes that what was ready ends in order. */
  void stopped() {
    note(left(), Outcome.STOPPED);
  }

  /** Forgets this start, which did not mean to start: others' failures are to be remembered. */
  void answered() {
    note(left(), null);
  }

  /** There is nothing more to be noted of this start. */
  private @Nullable History left() {
    History known = history();
    history = null;
    return known;
  }

  private void note(@Nullable History known, @Nullable Outcome outcome) {
    if (known != null) {
      Part entry =
          new Part("the crash history") {
            @Override
            void write() throws IOException {
              known.note(outcome);
            }
          };
      entry.begin();
      entry.await(System.nanoTime() + LIMIT.toNanos());
    }
  }

  /**
   * Writes all that is to be kept of an end, side by side: a place that hangs costs its own part
   * only. Blocks until the given time of {@code System.nanoTime} at most.
   */
  void write(End end, long until) {
    Part message =
        new Part("the termination message") {
          @Override
          void write() throws IOException {
            TerminationMessage.write(
                destinations.terminationMessage(), application + ": " + end.causeFirst());
          }
        };
    message.begin();
    tellRetrospect();
    StateDirectory place = directory;
    History known = history;
    if (place != null && known != null) {
      Part entry =
          new Part("the crash history") {
            @Override
            void write() throws IOException {
              known.failed(end, situation.configuration());
            }
          };
      Part report =
          new Part("the crash report") {
            @Override
            void write() throws IOException {
              String text =
                  CrashReport.of(application, known.run(), end, situation, log, retrospect);
              Path file = place.writeReport(CrashReport.stamp(), known.run(), text);
              // last of all, since stderr may block
              log.line(Level.INFO, "a crash report to hand on is in " + file);
            }
          };
      entry.begin();
      report.begin();
      entry.await(until);
      report.await(until);
    }
    message.await(until);
  }

  /** {@return how long to wait before this end may begin the next start} */
  Duration pauseAfter(End end) {
    Pausing pausing = new Pausing(end);
    Fenced.run(pausing, LIMIT);
    return pausing.pause;
  }

  private final class Pausing implements Runnable {
    private final End end;
    volatile Duration pause = Duration.ZERO;

    Pausing(End end) {
      this.end = end;
    }

    @Override
    public void run() {
      Duration most = situation.restartPause();
      History known = history;
      if (known == null || most.isZero() || log.isOnTerminal()) {
        return;
      }
      int repeated = known.retrospect().repeated(end.fingerprint(), situation.configuration());
      pause = Retrospect.pause(repeated, most);
      if (!pause.isZero()) {
        log.line(
            Level.INFO,
            "the same failure as in the "
                + (repeated == 1 ? "start" : repeated + " starts")
                + " before: pausing for "
                + Durations.text(pause)
                + " before the exit (SOFTSTART_RESTART_PAUSE); SIGTERM ends the pause");
      }
    }
  }

  /** One of the things that are kept; it may hang, and what becomes of the others is the same. */
  private abstract class Part implements Runnable {
    private final String what;
    private @Nullable Fenced running;
    private long from;

    Part(String what) {
      this.what = what;
    }

    abstract void write() throws IOException;

    void begin() {
      from = System.nanoTime();
      running = Fenced.start(this);
    }

    void await(long until) {
      if (running == null || !running.await(ProcessEnd.left(until))) {
        Duration waited = Duration.ofNanos(System.nanoTime() - from);
        log.line(
            Level.WARN, what + " is lost: it was not written within " + Durations.text(waited));
      }
    }

    @Override
    public void run() {
      try {
        write();
      } catch (IOException | RuntimeException unwritable) {
        log.line(Level.WARN, what + " cannot be written: " + reason(unwritable));
      }
    }
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
