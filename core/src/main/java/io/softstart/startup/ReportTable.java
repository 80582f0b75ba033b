package io.softstart.startup;

import io.softstart.event.Phase;
import io.softstart.event.PhaseTime;
import io.softstart.gate.GateStatus;
import io.softstart.spi.StartupSnapshot;
import io.softstart.text.Durations;
import io.softstart.time.Deadline;
import java.time.Duration;
import java.util.Locale;

/** A startup report in columns, with a bar for when each phase and each gate took its time. */
public final class ReportTable {
  private static final int BAR = 30;
  private static final int NAME = 14;
  private static final int WORD = 10;

  private final StartupSnapshot report;
  private final StringBuilder text = new StringBuilder();

  private ReportTable(StartupSnapshot report) {
    this.report = report;
  }

  public static String of(StartupSnapshot report) {
    ReportTable table = new ReportTable(report);
    for (PhaseTime phase : report.phases()) {
      boolean lasts = phase.phase() != Phase.READY && phase.phase() != Phase.FAILED;
      if (lasts && phase.phase() != Phase.BEGUN) {
        String name = phase.phase().name().toLowerCase(Locale.ROOT);
        table.row(name, "", phase.from(), phase.took(), '-', "");
      }
    }
    for (GateStatus gate : report.gates()) {
      String state = gate.state().name().toLowerCase(Locale.ROOT);
      String attempts = GateTable.attempts(gate);
      table.row("  " + gate.name(), state, gate.begun(), gate.waited(), '#', attempts);
    }
    return table.text.toString();
  }

  private void row(
      String name, String state, Duration from, Duration took, char mark, String remark) {
    StringBuilder line = new StringBuilder("  ");
    pad(line.append(name), 2 + NAME);
    pad(line.append(' ').append(state), 3 + NAME + WORD);
    pad(line.append(Durations.text(took)), 3 + NAME + 2 * WORD);
    bar(line, from, took, mark);
    text.append(line.append(' ').append(remark).toString().stripTrailing()).append('\n');
  }

  private void bar(StringBuilder line, Duration from, Duration took, char mark) {
    double whole = Math.max(1, Deadline.nanos(report.took()));
    int start = (int) Math.min(BAR - 1, Deadline.nanos(from) / whole * BAR);
    int length = (int) Math.round(Deadline.nanos(took) / whole * BAR);
    line.append('|');
    for (int i = 0; i < BAR; i++) {
      boolean on = i == start || (i > start && i < start + length);
      line.append(on ? mark : ' ');
    }
    line.append('|');
  }

  private static void pad(StringBuilder line, int width) {
    while (line.length() < width) {
      line.append(' ');
    }
  }
}
