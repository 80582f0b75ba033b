package io.softstart.history;

import io.softstart.history.StartRecord.Outcome;
import io.softstart.log.Timestamp;
import io.softstart.machine.Cgroup;
import io.softstart.machine.Machine;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * One line for each start. A start that runs no more and did not say how it ended was killed; the
 * OOM killer's counters tell whether it was the memory.
 */
public final class HistoryFile implements StartHistory {
  static final String FILE = "history";
  private static final int KEPT = 30;

  private final StateDirectory directory;
  private final StateDirectory.Alive alive;
  private final List<StartRecord> earlier = new ArrayList<>();
  private final Supplier<String> build;
  private StartRecord current;
  private StartCounts older = StartCounts.UNKNOWN;
  private volatile StartCounts counts = StartCounts.UNKNOWN;
  private int damaged;

  private HistoryFile(
      StateDirectory directory,
      StateDirectory.Alive alive,
      StartRecord current,
      Supplier<String> build) {
    this.build = build;
    this.directory = directory;
    this.alive = alive;
    this.current = current;
  }

  /**
   * Opens the history below a directory and enters this start.
   *
   * @param directory the one that the operator names
   * @param application its name
   * @param machine whose counters tell what the OOM killer did
   * @param build tells the application's version and revision; slow, so asked when it is needed
   * @return the history
   * @throws IOException if the directory cannot be used; its message is for people
   */
  public static StartHistory open(
      Path directory, String application, Machine machine, Supplier<String> build)
      throws IOException {
    return begin(StateDirectory.open(directory, application), machine, build);
  }

  /** Enters this start, and settles what became of the earlier ones. */
  @SuppressWarnings("try") // the lock is only to be held
  static HistoryFile begin(StateDirectory directory, Machine machine, Supplier<String> build)
      throws IOException {
    long now = Timestamp.now();
    String wanted = ProcessHandle.current().pid() + "-" + Long.toString(now, Character.MAX_RADIX);
    StateDirectory.Alive alive = directory.live(wanted);
    StartRecord current =
        new StartRecord(
            alive.run(),
            now,
            now,
            Outcome.STARTING,
            "",
            "",
            "",
            machine.host() + " " + machine.boot(),
            new Cgroup(machine).oomKills(),
            machine.oomKills(),
            "",
            "");
    HistoryFile history = new HistoryFile(directory, alive, current, build);
    try (Closeable lock = directory.lock()) {
      for (StartRecord start : history.read()) {
        boolean gone = start.isRunning() && !directory.isAlive(start.run());
        history.earlier.add(
            gone ? start.vanished(Disappearance.why(start, current, machine)) : start);
      }
      List<StartRecord> all = new ArrayList<>(history.earlier);
      all.add(current);
      history.counts = history.older.and(all).after(history.streak());
      history.write(all);
    }
    return history;
  }

  @Override
  public List<StartRecord> earlier() {
    return List.copyOf(earlier);
  }

  @Override
  public int damagedLines() {
    return damaged;
  }

  @Override
  public StartCounts counts() {
    return counts;
  }

  @Override
  public String run() {
    return alive.run();
  }

  @Override
  public FailureStreak streak() {
    return new FailureStreak(earlier, Timestamp.now(), build);
  }

  @Override
  public void ready() throws IOException {
    counts = counts.ready(); // even if the file cannot be written
    settle(Outcome.READY, "", "", current.configuration(), "");
  }

  @Override
  public void ended(
      Outcome how, String cause, String fingerprint, String configuration, String code)
      throws IOException {
    settle(how, cause, fingerprint, configuration, code);
    alive.end();
  }

  @Override
  public void forget() throws IOException {
    rewrite(List.of());
    alive.end();
  }

  @Override
  public Path writeReport(String text) throws IOException {
    String now = Timestamp.of(Timestamp.now());
    String stamp = now.substring(0, now.indexOf('.')).replace("-", "").replace(":", "") + "Z";
    return directory.writeReport(stamp, run(), text);
  }

  private synchronized void settle(
      Outcome how, String cause, String print, String configuration, String code)
      throws IOException {
    StartRecord settled =
        current.with(Timestamp.now(), how, cause, print, configuration, code).of(build.get());
    rewrite(List.of(settled));
    current = settled;
  }

  /** Puts lines in place of this start's. */
  @SuppressWarnings("try") // the lock is only to be held
  private synchronized void rewrite(List<StartRecord> own) throws IOException {
    try (Closeable lock = directory.lock()) {
      List<StartRecord> all = new ArrayList<>();
      for (StartRecord start : read()) {
        if (!start.run().equals(run())) {
          all.add(start);
        }
      }
      all.addAll(own);
      write(all);
    }
  }

  private List<StartRecord> read() throws IOException {
    List<StartRecord> starts = new ArrayList<>();
    damaged = 0;
    older = StartCounts.UNKNOWN;
    for (String line : directory.lines(FILE)) {
      StartRecord start = RecordLine.read(line);
      StartCounts gone = start == null && CountsLine.isOne(line) ? CountsLine.read(line) : null;
      if (gone != null) {
        older = gone;
      } else if (start == null) {
        damaged++;
      } else {
        starts.add(start);
      }
    }
    return starts;
  }

  /** Of the oldest starts only their number is kept; the last good one stays in any case. */
  private void write(List<StartRecord> all) throws IOException {
    int first = Math.max(0, all.size() - KEPT);
    int good = all.size() - 1;
    while (good >= 0 && !all.get(good).isGood()) {
      good--;
    }
    List<String> lines = new ArrayList<>();
    StartCounts gone = older;
    for (int i = 0; i < all.size(); i++) {
      if (i >= first || i == good) {
        lines.add(RecordLine.of(all.get(i)));
      } else {
        gone = gone.and(all.get(i));
      }
    }
    if (gone.starts() > 0) {
      lines.add(0, CountsLine.of(gone));
    }
    directory.replace(FILE, String.join("\n", lines) + "\n");
  }
}
