package io.softstart.startup;

import io.softstart.crash.Ending;
import io.softstart.event.Phase;
import io.softstart.fence.Fence;
import io.softstart.hang.Migration;
import io.softstart.hang.StartThread;
import io.softstart.hang.ThreadReport;
import io.softstart.log.Level;
import io.softstart.log.LogSink;
import io.softstart.text.Durations;
import io.softstart.time.Stopwatch;
import io.softstart.time.Ticker;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Watches the application's own start, from the last gate until it is ready: says after half a
 * minute what the starting thread is doing, then ever more rarely, and ends the process at the
 * operator's limit. Until then it is one thread that sleeps. Time in which gates are waited for, or
 * in which the whole process stood still, does not count; nor does a migration of the database,
 * which is told once a minute.
 */
public final class StartWatch implements Runnable {
  static final Duration FIRST = Duration.ofSeconds(30);
  private static final Duration MOST_RARELY = Duration.ofMinutes(10);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** How often a start with a limit is looked at for a migration, which is not to count. */
  private static final Duration SLICE = Duration.ofSeconds(5);

  /** Later by more than this, a sleeper was suspended with its process, or had no CPU. */
  private static final Duration LATE = Duration.ofSeconds(2);

  private final Lifecycle lifecycle;
  private final Settings settings;
  private final GateWait gates;
  private final LogSink lines;
  private final Host host;
  private final Thread starting = Thread.currentThread();
  private Stopwatch clock = new Stopwatch(Ticker.system());
  private Duration stoodStill = Duration.ZERO;
  private Duration next = FIRST;
  private boolean warned;
  private @Nullable FullHeap heap;
  private volatile boolean runsBody;
  private volatile boolean isLong;
  private volatile String tool = "";
  private volatile StartThread.@Nullable Finding found;
  private volatile @Nullable Callable<String> detail;

  private StartWatch(
      Lifecycle lifecycle, Settings settings, GateWait gates, LogSink lines, Host host) {
    this.lifecycle = lifecycle;
    this.settings = settings;
    this.gates = gates;
    this.lines = lines;
    this.host = host;
  }

  /**
   * Begins to watch the calling thread; where the system has no thread for that, nobody does. What
   * is embedded into a process of somebody else's gets no thread, and need not become ready.
   */
  static StartWatch begin(
      Lifecycle lifecycle, Settings settings, GateWait gates, LogSink lines, Host host) {
    StartWatch watch = new StartWatch(lifecycle, settings, gates, lines, host);
    if (!host.mayPrepareProcess()) {
      return watch;
    }
    Duration limit = watch.limit();
    watch.heap = limit == null ? null : new FullHeap(host, limit);
    Thread thread = new Thread(null, watch, "softstart-start-watch", 0, false);
    thread.setDaemon(true);
    Fence.begin(thread);
    return watch;
  }

  /** The thread runs a body, which may serve already and block for as long as it does. */
  void runsBody() {
    runsBody = true;
  }

  /** More of what is being done, such as the bean that is made; asked when a line is due. */
  public void detail(Callable<String> asked) {
    detail = asked;
  }

  /** {@return what the starting thread is doing at this moment, one clause} */
  String now() {
    String migrates = tool.isEmpty() ? "" : tool + " migrates the database: ";
    return migrates + new StartThread(starting).now() + detailNow();
  }

  /** {@return whether a migration of the database was seen, and not yet its end} */
  boolean isMigrating() {
    return !tool.isEmpty();
  }

  /** {@return the same, once it has taken so long that it is of interest; else empty} */
  String nowIfLong() {
    if (!isLong || lifecycle.isOver()) {
      return "";
    }
    StartThread.Finding last = found;
    if (last == null || isMigrating()) {
      return now();
    }
    Duration limit = limit();
    String ends =
        limit == null ? "" : "; SOFTSTART_START_LIMIT ends it after " + Durations.text(limit);
    return new StartThread(starting).now(last, detailNow(), ends);
  }

  /** {@return stacks of the starting thread and of others} */
  String stacks() {
    return ThreadReport.of(starting);
  }

  @Override
  public void run() {
    boolean isShort = false;
    while (!lifecycle.isOver()) {
      try {
        if (heap != null && !isMigrating() && heap.ends()) {
          return;
        }
        if (isShort) {
          Ticker.system().sleep(BETWEEN_LOOKS.toNanos());
        }
        watch();
        return;
      } catch (InterruptedException ends) {
        Thread.currentThread().interrupt();
        return;
      } catch (OutOfMemoryError | LinkageError full) { // what the start may hang in
        isShort = true;
        if (heap != null) {
          heap.isShort();
        }
      } catch (Throwable broken) { // it may not harm a start that it only watches
        lines.safeLine(
            Level.WARN, "the start is watched no more: " + broken.getClass().getSimpleName());
        return;
      }
    }
  }

  private void watch() throws InterruptedException {
    while (sleepUntil(nextMoment())) {
      Duration limit = limit();
      if (gates.holdsUp()) { // that wait has a deadline and lines of its own
        restart();
      } else if (isMigrating() || sees()) {
        awaitMigration();
        restart();
      } else if (limit != null && spent().compareTo(limit) >= 0) {
        end(limit);
        return;
      } else {
        isLong |= spent().compareTo(FIRST) >= 0;
        tell(limit);
      }
    }
  }

  private @Nullable Duration limit() {
    return settings.limits().start();
  }

  private void restart() {
    clock = new Stopwatch(Ticker.system());
    if (heap != null) {
      heap.restart();
    }
    stoodStill = Duration.ZERO;
    next = FIRST;
    warned = false;
  }

  /** {@return whether a migration runs at this moment} */
  private boolean sees() {
    tool = Migration.toolOn(starting);
    return isMigrating();
  }

  /** Tells of it once a minute until it is over; the limit counts anew then. */
  private void awaitMigration() throws InterruptedException {
    Duration tellAt = FIRST;
    while (!lifecycle.awaitOver(BETWEEN_LOOKS) && sees()) {
      Duration spent = spent();
      isLong |= spent.compareTo(FIRST) >= 0;
      if (spent.compareTo(tellAt) >= 0) {
        tellAt = spent.plus(MINUTE);
        String counts = limit() == null ? "" : ". SOFTSTART_START_LIMIT does not count it";
        String begins = "still starting after " + Durations.text(rounded(spent)) + ": ";
        line(Level.INFO, begins + now() + counts);
      }
    }
    tool = "";
  }

  private Duration spent() {
    return clock.elapsed().minus(stoodStill);
  }

  private Duration nextMoment() {
    Duration limit = limit();
    Duration moment = next;
    if (limit != null) {
      Duration warn = warnAt(limit);
      moment = !warned && warn.compareTo(moment) < 0 ? warn : moment;
      moment = limit.compareTo(moment) < 0 ? limit : moment;
    }
    return moment;
  }

  private static Duration warnAt(Duration limit) {
    return limit.multipliedBy(3).dividedBy(4);
  }

  /** {@return false if the startup is over} */
  private boolean sleepUntil(Duration moment) throws InterruptedException {
    while (!lifecycle.isOver()) {
      Duration left = moment.minus(spent());
      if (left.isNegative() || left.isZero()) {
        return true;
      }
      if (limit() != null && left.compareTo(SLICE) > 0) {
        if (sees()) {
          return true;
        }
        left = SLICE;
      }
      Stopwatch slept = new Stopwatch(Ticker.system());
      if (lifecycle.awaitOver(left)) {
        return false;
      }
      Duration late = slept.elapsed().minus(left);
      if (late.compareTo(LATE) > 0) {
        stoodStill = stoodStill.plus(late);
      }
    }
    return false;
  }

  private void tell(@Nullable Duration limit) throws InterruptedException {
    StartThread thread = new StartThread(starting);
    StartThread.Look before = thread.look();
    Duration spent = spent();
    if (lifecycle.awaitOver(BETWEEN_LOOKS)) {
      return;
    }
    StartThread.Finding finding = thread.since(before, spent());
    found = finding;
    StringBuilder text = new StringBuilder("still starting after ");
    text.append(Durations.text(rounded(spent))).append(": ").append(finding.place());
    text.append(detailNow());
    if (!finding.because().isEmpty()) {
      text.append("; ").append(finding.because()).append(". To do: ").append(finding.toDo());
    }
    if (!stoodStill.isZero()) {
      text.append(". The process stood still for ").append(Durations.text(rounded(stoodStill)));
      text.append(" beside that");
    }
    if (runsBody && spent.compareTo(Duration.ofMinutes(1)) >= 0) {
      text.append(". If it serves already: its body must return, or call startup.ready()");
    }
    boolean ends = limit != null && spent.compareTo(warnAt(limit)) >= 0;
    if (limit != null) {
      warned |= ends;
      text.append(". SOFTSTART_START_LIMIT ends it after ").append(Durations.text(limit));
    }
    line(finding.works() && !ends ? Level.INFO : Level.WARN, text.toString());
    while (next.compareTo(spent) <= 0) {
      Duration doubled = next.multipliedBy(2);
      next = doubled.compareTo(MOST_RARELY) < 0 ? doubled : next.plus(MOST_RARELY);
    }
  }

  /** A stderr that nobody reads blocks, and that may be the very cause. */
  private void line(Level level, String text) {
    Callable<Boolean> saying =
        () -> {
          lines.safeLine(level, text);
          return true;
        };
    Fence.startOrHere("softstart-start-line", null, saying).awaitUninterruptibly(BETWEEN_LOOKS);
  }

  /** It is told when it is due, or a little later: nobody wants to read of the little. */
  private static Duration rounded(Duration spent) {
    return Duration.ofSeconds(spent.toSeconds());
  }

  private String detailNow() {
    Callable<String> asked = detail;
    return asked == null ? "" : StartDetail.of(asked, starting);
  }

  private void end(Duration limit) throws InterruptedException {
    StartThread thread = new StartThread(starting);
    StartThread.Look before = thread.look();
    if (lifecycle.awaitOver(BETWEEN_LOOKS)) {
      return;
    }
    StartThread.Finding finding = thread.since(before, spent());
    Ending ending = LateStart.at(limit, finding, detailNow(), stacks());
    if (lifecycle.enter(Phase.FAILED)) {
      host.end(ending);
    }
  }
}
