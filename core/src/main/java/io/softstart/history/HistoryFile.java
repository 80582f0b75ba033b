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
  private StartRecord current;
  private int damaged;

  private HistoryFile(StateDirectory directory, StateDirectory.Alive alive, StartRecord current) {
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
   * @return the history
   * @throws IOException if the directory cannot be used; its message is for people
   */
  public static StartHistory open(Path directory, String application, Machine machine)
      throws IOException {
    return begin(StateDirectory.open(directory, application), machine);
  }

  /** Enters this start, and settles what became of the earlier ones. */
  @SuppressWarnings("try") // the lock is only to be held
  static HistoryFile begin(StateDirectory directory, Machine machine) throws IOException {
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
            machine.oomKills());
    HistoryFile history = new HistoryFile(directory, alive, current);
    try (Closeable lock = directory.lock()) {
      for (StartRecord start : history.read()) {
        boolean gone = start.isRunning() && !directory.isAlive(start.run());
        history.earlier.add(
            gone ? start.vanished(Disappearance.why(start, current, machine)) : start);
      }
      List<StartRecord> all = new ArrayList<>(history.earlier);
      all.add(current);
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
  public String run() {
    return alive.run();
  }

  @Override
  public FailureStreak streak() {
    return new FailureStreak(earlier, Timestamp.now());
  }

  @Override
  public void ready() throws IOException {
    settle(Outcome.READY, "", "", current.configuration());
  }

  @Override
  public void ended(Outcome how, String cause, String fingerprint, String configuration)
      throws IOException {
    settle(how, cause, fingerprint, configuration);
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

  private synchronized void settle(Outcome how, String cause, String print, String configuration)
      throws IOException {
    StartRecord settled = current.with(Timestamp.now(), how, cause, print, configuration);
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
    for (String line : directory.lines(FILE)) {
      StartRecord start = RecordLine.read(line);
      if (start == null) {
        damaged++;
      } else {
        starts.add(start);
      }
    }
    return starts;
  }

  private void write(List<StartRecord> all) throws IOException {
    List<String> lines = new ArrayList<>();
    for (StartRecord start : all.subList(Math.max(0, all.size() - KEPT), all.size())) {
      lines.add(RecordLine.of(start));
    }
    directory.replace(FILE, String.join("\n", lines) + "\n");
  }
}
