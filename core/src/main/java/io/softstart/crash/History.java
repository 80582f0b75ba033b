package io.softstart.crash;

import io.softstart.crash.EarlierStart.Outcome;
import io.softstart.log.Timestamp;
import io.softstart.machine.Machine;
import io.softstart.text.Sizes;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The starts that a state directory remembers, this one included. A start that runs no more and has
 * not said how it ended was killed; the OOM killer's counters tell whether it was the memory.
 */
final class History {
  static final String FILE = "history";
  private static final int KEPT = 30;

  private final StateDirectory directory;
  private final StateDirectory.Alive alive;
  private final List<EarlierStart> earlier = new ArrayList<>();
  private EarlierStart current;
  private int damaged;

  private History(StateDirectory directory, StateDirectory.Alive alive, EarlierStart current) {
    this.directory = directory;
    this.alive = alive;
    this.current = current;
  }

  /** Enters this start, and settles what became of the earlier ones. */
  @SuppressWarnings("try") // the lock is only to be held
  static History begin(StateDirectory directory, Machine machine) throws IOException {
    long now = Timestamp.now();
    String wanted = ProcessHandle.current().pid() + "-" + Long.toString(now, Character.MAX_RADIX);
    StateDirectory.Alive alive = directory.live(wanted);
    EarlierStart current =
        new EarlierStart(
            alive.run(),
            now,
            now,
            Outcome.STARTING,
            "",
            "",
            "",
            machine.host() + " " + machine.boot(),
            machine.cgroup().oomKills(),
            machine.oomKills());
    History history = new History(directory, alive, current);
    try (Closeable lock = directory.lock()) {
      for (EarlierStart start : history.read()) {
        boolean gone = start.isRunning() && !directory.isAlive(start.run());
        history.earlier.add(gone ? start.gone(Disappearance.why(start, current, machine)) : start);
      }
      List<EarlierStart> all = new ArrayList<>(history.earlier);
      all.add(current);
      history.write(all);
    }
    return history;
  }

  /** {@return the earlier starts, the oldest first} */
  List<EarlierStart> earlier() {
    return List.copyOf(earlier);
  }

  /** {@return what the earlier starts mean for this one} */
  Retrospect retrospect() {
    return new Retrospect(earlier, Timestamp.now());
  }

  /** {@return how many lines could not be read} */
  int damaged() {
    return damaged;
  }

  String run() {
    return alive.run();
  }

  /**
   * Notes what this start has come to without having failed.
   *
   * @param outcome READY or STOPPED; null to forget it: it was asked for something else
   */
  void note(@Nullable Outcome outcome) throws IOException {
    long now = Timestamp.now();
    if (outcome == Outcome.READY) {
      settle(current.ready(now));
    } else {
      settle(outcome == null ? null : current.stopped(now));
      alive.end();
    }
  }

  void failed(End end, String configuration) throws IOException {
    settle(current.failed(Timestamp.now(), end, configuration));
    alive.end();
  }

  @SuppressWarnings("try") // the lock is only to be held
  private synchronized void settle(@Nullable EarlierStart now) throws IOException {
    try (Closeable lock = directory.lock()) {
      List<EarlierStart> all = new ArrayList<>();
      for (EarlierStart start : read()) {
        if (!start.run().equals(run())) {
          all.add(start);
        }
      }
      if (now != null) {
        current = now;
        all.add(now);
      }
      write(all);
    }
  }

  private List<EarlierStart> read() throws IOException {
    List<EarlierStart> starts = new ArrayList<>();
    damaged = 0;
    for (String line : directory.lines(FILE)) {
      EarlierStart start = HistoryLine.read(line);
      if (start == null) {
        damaged++;
      } else {
        starts.add(start);
      }
    }
    return starts;
  }

  private void write(List<EarlierStart> all) throws IOException {
    List<String> lines = new ArrayList<>();
    for (EarlierStart start : all.subList(Math.max(0, all.size() - KEPT), all.size())) {
      lines.add(HistoryLine.of(start));
    }
    directory.replace(FILE, String.join("\n", lines) + "\n");
  }

  /** Why a process was gone without a word. */
  private static final class Disappearance {
    static String why(EarlierStart gone, EarlierStart now, Machine machine) {
      OptionalLong most = machine.cgroup().memoryLimit();
      String limit =
          most.isPresent() ? "; the container may use " + Sizes.text(most.getAsLong()) : "";
      if (!gone.place().equals(now.place())) {
        String boot = gone.place().substring(gone.place().indexOf(' ') + 1);
        if (!boot.equals(machine.boot())) {
          return "the host was started anew meanwhile, or it ran on another one";
        }
      }
      if (more(gone.oomKills(), now.oomKills()) > 0) {
        return "it was the kernel's OOM killer, for want of memory" + limit;
      }
      long kills = more(gone.oomKillsOfHost(), now.oomKillsOfHost());
      if (kills > 0) {
        return "most likely for want of memory: the kernel's OOM killer has struck "
            + (kills == 1 ? "once" : kills + " times")
            + " on this host since it began"
            + limit;
      }
      return "it was killed (SIGKILL) or halted (Runtime.halt), or the JVM crashed (then there is an"
          + " hs_err_pid*.log) or had no memory left for a word";
    }

    /** A counter that is lower than it was belongs to a new cgroup. */
    private static long more(OptionalLong then, OptionalLong now) {
      return then.isPresent() && now.isPresent() ? now.getAsLong() - then.getAsLong() : 0;
    }
  }
}
