package io.softstart.crash;

import io.softstart.fence.Fence;
import io.softstart.history.FailureStreak;
import io.softstart.history.HistoryFile;
import io.softstart.history.StartCounts;
import io.softstart.history.StartHistory;
import io.softstart.history.StartRecord;
import io.softstart.history.StartRecord.Outcome;
import io.softstart.log.EarlyLog;
import io.softstart.log.Level;
import io.softstart.machine.BuildInfo;
import io.softstart.machine.Machine;
import io.softstart.redact.RedactedThrowable;
import io.softstart.text.Durations;
import io.softstart.time.Deadline;
import io.softstart.time.Ticker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of an ending beyond stderr: the termination message, and the crash report and the
 * history where there is a state directory. Each is fenced: what cannot be written is said in one
 * line and costs nothing else.
 */
final class CrashOutputs {
  private static final Duration LIMIT = Duration.ofSeconds(1);
  private static final String HISTORY = "the crash history";

  private final String application;
  private final EarlyLog log;
  private volatile OutputPaths paths;
  private volatile @Nullable StartHistory history;
  private @Nullable Fence<?> opening;
  private volatile boolean ended;
  private boolean summaryTold;
  private String summary = "";

  CrashOutputs(String application, EarlyLog log, OutputPaths paths) {
    this.application = application;
    this.log = log;
    this.paths = paths;
  }

  void paths(OutputPaths others) {
    paths = others;
  }

  /** Enters this start into the history, if there is one, while the application goes on. */
  synchronized void begin() {
    String state = paths.stateDirectory();
    if (state != null) {
      opening = start(new Opening(state));
      start(this::build); // nobody waits for it: the history wants it when the start is over
    }
  }

  private static Fence<?> start(Callable<?> work) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return Fence.startOrHere("softstart-crash-outputs", loader, work);
  }

  private synchronized @Nullable StartHistory history() {
    Fence<?> begun = opening;
    if (begun != null) {
      opening = null;
      if (!begun.awaitUninterruptibly(LIMIT)) {
        String state = paths.stateDirectory();
        log.line(Level.WARN, "no crash history: " + state + " does not answer within 1 s");
      }
    }
    return history;
  }

  /** {@return the starts before this one, the oldest first; does not wait for them} */
  List<StartRecord> earlierStarts() {
    StartHistory known = history;
    return known == null ? List.of() : known.earlier();
  }

  /** Says once what happened to the last starts; best when the configuration is known. */
  void tellSummary(String configuration) {
    String news = newSummary(configuration);
    if (!news.isEmpty()) { // not under the lock: stderr may block
      log.line(Level.WARN, news);
    }
  }

  private synchronized String newSummary(String configuration) {
    StartHistory known = history();
    if (summaryTold || known == null) {
      return "";
    }
    summaryTold = true;
    summary = known.streak().sentence(configuration);
    return summary;
  }

  private synchronized String summary() {
    return summary;
  }

  /** Says, where nothing was said of earlier starts, that another version went well before. */
  void tellVersion() {
    StartHistory known = history;
    String since = known == null || !summary().isEmpty() ? "" : known.streak().sinceGood();
    if (!since.isEmpty()) {
      log.line(Level.WARN, since);
    }
  }

  /** {@return how many starts there were, as far as that is known yet} Does not wait. */
  StartCounts counts() {
    StartHistory known = history;
    return known == null ? StartCounts.UNKNOWN : known.counts();
  }

  /** {@return what a report says where nothing is kept, a line; else nothing} */
  String absence() {
    return paths.stateDirectory() == null
        ? "  (no crash report or history is kept: SOFTSTART_STATE_DIR is not set)\n"
        : "";
  }

  void ready() {
    note(history(), StartHistory::ready);
  }

  /** Notes that what was ready ends in order. */
  void stopped() {
    note(left(), known -> known.ended(Outcome.STOPPED, "", "", "", ""));
  }

  /** Forgets this start, which did not mean to start. */
  void forget() {
    note(left(), StartHistory::forget);
  }

  /** There is nothing more to be noted of this start. */
  private @Nullable StartHistory left() {
    StartHistory known = history();
    history = null;
    return ended ? null : known;
  }

  private void note(@Nullable StartHistory known, Note note) {
    if (known != null) {
      Part part =
          new Part(HISTORY) {
            @Override
            void write() throws IOException {
              note.in(known);
            }
          };
      part.begin();
      part.await(Deadline.in(LIMIT, Ticker.system()));
    }
  }

  /** A line of the history. */
  private interface Note {
    void in(StartHistory history) throws IOException;
  }

  /**
   * Writes all that is kept of an ending, side by side: a place that hangs costs its own part only.
   *
   * @param how FAILED, or STOPPED_EARLY, which leaves no crash report
   * @param until blocks no longer than that
   */
  void write(Ending ending, Outcome how, Circumstances circumstances, Deadline until) {
    Part message =
        new Part("the termination message") {
          @Override
          void write() throws IOException {
            TerminationMessage.write(
                paths.terminationMessage(), application + ": " + ending.causeFirst());
          }
        };
    message.begin();
    StartHistory known = history();
    ended = true;
    if (known != null) {
      Part entry =
          new Part(HISTORY) {
            @Override
            void write() throws IOException {
              String fingerprint = how == Outcome.FAILED ? ending.fingerprint() : "";
              String code = how == Outcome.FAILED ? ending.code() : "";
              known.ended(how, ending.cause(), fingerprint, circumstances.configuration, code);
            }
          };
      entry.begin();
      if (how == Outcome.FAILED) {
        Part report = report(known, ending, circumstances);
        report.begin();
        report.await(until);
      }
      entry.await(until);
    }
    message.await(until);
  }

  private Part report(StartHistory known, Ending ending, Circumstances circumstances) {
    return new Part("the crash report") {
      @Override
      void write() throws IOException {
        String before = summary().isEmpty() ? known.streak().sinceGood() : summary();
        String text =
            CrashReport.of(
                application, known.run(), ending, circumstances, before, build(), log.lastLines());
        // the line last of all, since stderr may block
        log.line(Level.INFO, "Crash report: " + known.writeReport(text));
      }
    };
  }

  /** {@return how long to wait before this ending may begin the next start} */
  Duration pauseAfter(Ending ending, Circumstances circumstances) {
    StartHistory known = history;
    if (known == null || circumstances.restartPause.isZero() || log.isOnTerminal()) {
      return Duration.ZERO;
    }
    int repeated = known.streak().repeated(ending.fingerprint(), circumstances.configuration);
    Duration pause = FailureStreak.pause(repeated, circumstances.restartPause);
    if (!pause.isZero()) {
      String starts = repeated == 1 ? "start" : repeated + " starts";
      String waiting = "same failure as the previous " + starts + ": waiting ";
      waiting += Durations.text(pause) + " before exiting";
      log.line(Level.INFO, waiting + " (SOFTSTART_RESTART_PAUSE; SIGTERM ends the wait)");
    }
    return pause;
  }

  /** {@return what runs here} Reads files: for threads that nobody waits for. */
  private BuildInfo build() {
    return BuildInfo.here().overriddenBy(paths.version(), paths.revision());
  }

  /** A part is given a moment even where the time is over: it may be written already. */
  private static Duration left(Deadline until) {
    return Duration.ofNanos(Math.max(1_000_000, until.left()));
  }

  /** One of the things that are kept. */
  private abstract class Part implements Callable<Void> {
    private final String what;
    private final Deadline begun = Deadline.in(Duration.ZERO, Ticker.system());
    private @Nullable Fence<?> running;

    Part(String what) {
      this.what = what;
    }

    abstract void write() throws IOException;

    void begin() {
      running = start(this);
    }

    void await(Deadline until) {
      if (running == null || !running.awaitUninterruptibly(left(until))) {
        String waited = Durations.text(Duration.ofNanos(-begun.left()));
        log.line(Level.WARN, what + " is lost: it was not written within " + waited);
      }
    }

    @Override
    public @Nullable Void call() {
      try {
        write();
      } catch (Throwable unwritable) {
        log.line(Level.WARN, what + " cannot be written: " + reason(unwritable));
      }
      return null;
    }
  }

  /** A file system's exception says only the file where its class says the rest. */
  private static String reason(Throwable thrown) {
    return thrown.getClass() == IOException.class
        ? RedactedThrowable.messageOf(thrown)
        : thrown.getClass().getSimpleName() + ": " + RedactedThrowable.messageOf(thrown);
  }

  private final class Opening implements Callable<Void> {
    private final String state;

    Opening(String state) {
      this.state = state;
    }

    @Override
    public @Nullable Void call() {
      try {
        StartHistory opened =
            HistoryFile.open(Path.of(state), application, Machine.here(), () -> build().text());
        history = opened;
        if (opened.damagedLines() > 0) {
          String lines = opened.damagedLines() + " lines of the crash history";
          log.line(Level.WARN, lines + " are damaged and left out");
        }
      } catch (Throwable unusable) {
        log.line(Level.WARN, "no crash history in " + state + ": " + reason(unusable));
      }
      return null;
    }
  }
}
