package io.softstart.bench.crashloop;

import io.softstart.bench.chart.Axis;
import io.softstart.bench.chart.LineChart;
import io.softstart.bench.chart.LineChart.Point;
import io.softstart.bench.report.Page;
import io.softstart.testkit.PostgresServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Models what supervisors make of outages of 10 s to 30 min, by times that it measures, and holds
 * the model against real processes. Writes crashloop.md and crashloop.svg.
 */
final class CrashLoop {
  private static final long SEED = 42;
  private static final List<Duration> OUTAGES =
      List.of(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(2),
          Duration.ofMinutes(5),
          Duration.ofMinutes(10),
          Duration.ofMinutes(30));

  private final Times naive;
  private final Times ours;
  private final Page page =
      new Page("Crash loops: outages of 10 s to 30 min, modelled", "bench/run crashloop");

  private CrashLoop(Times naive, Times ours) {
    this.naive = naive;
    this.ours = ours;
  }

  public static void main(String[] args) throws Exception {
    try (PostgresServer server = PostgresServer.create()) {
      server.start();
      Stopwatch stopwatch = new Stopwatch(server);
      CrashLoop crashLoop = new CrashLoop(stopwatch.naive(), stopwatch.softstart());
      crashLoop.write(Reality.of(server));
    }
  }

  private void write(Reality reality) throws IOException {
    page.paragraph(CrashLoopText.MODEL)
        .paragraph(CrashLoopText.TIMES)
        .table(
            List.of(
                "seconds",
                "start to first attempt",
                "attempt to first query",
                "last attempt to end"),
            List.of(row("naive", naive), row("Softstart", ours)))
        .section("What comes of it");
    chart();
    double life = Seconds.of(naive.boot().plus(naive.dying()));
    page.paragraph(String.format(Locale.ROOT, CrashLoopText.READING, life));
    for (Supervisor supervisor : Supervisor.values()) {
      table(supervisor);
    }
    reality.show(naive, ours, page);
    page.paragraph(CrashLoopText.SOURCES).write("crashloop.md");
  }

  private static List<String> row(String name, Times times) {
    return List.of(name, exact(times.boot()), exact(times.login()), exact(times.dying()));
  }

  private static String exact(Duration time) {
    return String.format(Locale.ROOT, "%.2f", Seconds.of(time));
  }

  private void chart() throws IOException {
    String title = "Kubernetes: seconds from usable to ready, at worst";
    LineChart chart = new LineChart(title, Axis.log("outage, s"), Axis.log("ready after, s"));
    for (Way way : List.of(Way.SOFTSTART, Way.SOFTSTART_LONG, Way.NAIVE, Way.RETRYING)) {
      chart.line(way.title(), points(Supervisor.KUBERNETES, way));
    }
    Supervisor reduced = Supervisor.KUBERNETES_REDUCED;
    chart.line("naive, reduced back-off", points(reduced, Way.NAIVE));
    chart.write(Page.beside("crashloop.svg"));
    page.chart(title, "crashloop.svg");
  }

  private List<Point> points(Supervisor supervisor, Way way) {
    return OUTAGES.stream()
        .map(outage -> new Point(outage.toSeconds(), phases(supervisor, way, outage).worst()))
        .toList();
  }

  private void table(Supervisor supervisor) {
    List<String> head = new ArrayList<>(List.of("outage"));
    for (Way way : Way.values()) {
      head.addAll(List.of(way.title() + ": restarts", "ready, s"));
    }
    List<List<String>> rows = new ArrayList<>();
    for (Duration outage : OUTAGES) {
      List<String> row = new ArrayList<>(List.of(text(outage)));
      for (Way way : Way.values()) {
        Phases phases = phases(supervisor, way, outage);
        row.add(Integer.toString(phases.restarts()));
        row.add(Seconds.text(phases.median()) + " / " + Seconds.text(phases.worst()));
      }
      rows.add(row);
    }
    page.paragraph("**" + supervisor.title() + "** starts it again " + supervisor.rule() + ".")
        .table(head, rows);
  }

  private Phases phases(Supervisor supervisor, Way way, Duration outage) {
    return Phases.of(supervisor, way.application(naive, ours), outage, SEED);
  }

  private static String text(Duration outage) {
    return outage.toSeconds() < 60 ? outage.toSeconds() + " s" : outage.toMinutes() + " min";
  }
}
