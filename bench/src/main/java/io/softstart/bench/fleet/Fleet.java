package io.softstart.bench.fleet;

import io.softstart.bench.chart.Axis;
import io.softstart.bench.chart.BarChart;
import io.softstart.bench.chart.LineChart;
import io.softstart.bench.chart.LineChart.Point;
import io.softstart.bench.fleet.Simulation.Start;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Simulates fleets, and writes fleet.md and its charts into the directory that is its argument. The
 * same each time.
 */
final class Fleet {
  private static final int[] SIZES = {1, 10, 100, 1_000, 10_000, 100_000};
  private static final Duration[] OUTAGES = {
    Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofMinutes(10)
  };
  private static final Duration MINUTE = Duration.ofSeconds(60);
  private static final long SEED = 42;

  /** Who has not got in after so many times the ideal is not waited for. */
  private static final double HORIZON = 4;

  /** Small fleets are drawn several times, and what is told is the worst of it. */
  private static final int DRAWS_OF_SMALL_ONES = 10;

  private static final Set<String> BY_HUNDREDTHOUSANDS =
      Set.of("Softstart", "Softstart, told its size", "equal jitter", "Resilience4j");

  /** What is compared, by the size of the fleet. */
  private record Candidate(String name, IntFunction<Strategy> of) {
    boolean isTried(int size) {
      return size <= 1_000
          || (size <= 10_000 ? !name.equals("fixed 50 ms") : BY_HUNDREDTHOUSANDS.contains(name));
    }
  }

  /** What one simulation depends on. */
  private record Scene(
      Capacity server, Candidate candidate, int size, Duration outage, Start start) {}

  private final Path docs;
  private final Map<Scene, Outcome> known = new HashMap<>();
  private final StringBuilder page = new StringBuilder();
  private final List<Candidate> all = new ArrayList<>();
  private final Candidate ours = new Candidate("Softstart", size -> Strategies.ours());
  private final Candidate told = new Candidate("Softstart, told its size", Strategies::told);

  private Fleet(Path docs) {
    this.docs = docs;
    all.add(ours);
    all.add(told);
    for (Strategy other : Strategies.others()) {
      all.add(new Candidate(other.name(), size -> other));
    }
  }

  public static void main(String[] args) throws IOException {
    new Fleet(Path.of(args[0])).write();
  }

  private void write() throws IOException {
    page.append(FleetText.HEAD);
    goals();
    bySize();
    for (int size : new int[] {1_000, 10_000}) {
      inDetail(size);
    }
    byOutage();
    otherServers();
    page.append(FleetText.FOOT);
    Files.createDirectories(docs);
    Files.writeString(docs.resolve("fleet.md"), page);
    System.out.print(page);
  }

  private Outcome run(
      Capacity server, Candidate candidate, int size, Duration outage, Start start) {
    return known.computeIfAbsent(
        new Scene(server, candidate, size, outage, start), Fleet::simulated);
  }

  private static Outcome simulated(Scene scene) {
    @Nullable Outcome worst = null;
    for (int draw = 0; draw < (scene.size() <= 100 ? DRAWS_OF_SMALL_ONES : 1); draw++) {
      JvmRandom.seed(SEED + draw);
      Strategy strategy = scene.candidate().of().apply(scene.size());
      Outcome one =
          new Simulation(
                  scene.server(),
                  strategy,
                  scene.size(),
                  scene.outage(),
                  scene.start(),
                  HORIZON,
                  SEED + draw)
              .run();
      worst = worst == null || one.last() > worst.last() ? one : worst;
    }
    if (worst == null) {
      throw new IllegalStateException("nothing was drawn");
    }
    return worst;
  }

  private List<Candidate> triedWith(int size) {
    return all.stream().filter(candidate -> candidate.isTried(size)).toList();
  }

  private void goals() {
    line("| goal | server | met | worst |");
    line("|---|---|---|---|");
    for (Capacity server : List.of(Servers.ROOMY, Servers.NARROW, Servers.CHEAP)) {
      goal("up to 1,000: 1.5 x the ideal, or 1 s", server, ours, 1.5, 1, 10, 100, 333, 1_000);
      goal("10,000 and more: 1.5 x", server, ours, 1.5, 10_000, 100_000);
      goal("10,000 and more, told: 1.2 x", server, told, 1.2, 10_000, 100_000);
    }
    line("");
  }

  private void goal(
      String goal, Capacity server, Candidate candidate, double factor, int... sizes) {
    int met = 0;
    int tried = 0;
    double worst = 0;
    String where = "";
    for (int size : sizes) {
      for (Duration outage : OUTAGES) {
        if (size > 10_000 && (!server.equals(Servers.ROOMY) || !outage.equals(MINUTE))) {
          continue;
        }
        for (Start start : Start.values()) {
          Outcome outcome = run(server, candidate, size, outage, start);
          double allowed = Math.max(factor * server.ideal(size), 1e9);
          double distance = outcome.complete() ? outcome.last() / allowed : HORIZON / factor;
          tried++;
          met += distance <= 1 ? 1 : 0;
          if (distance > worst) {
            worst = distance;
            where = number(size) + ", " + text(outage) + ", " + text(start);
            where +=
                ": "
                    + seconds(outcome.last())
                    + (server.ideal(size) > 1e9
                        ? ", " + ratio(server, size, outcome) + " x"
                        : " of 1 s");
          }
        }
      }
    }
    row(goal, server.name(), met + " of " + tried, where);
  }

  private void bySize() throws IOException {
    LineChart chart =
        new LineChart(
            "The last of a fleet is ready, after an outage of 60 s",
            Axis.log("instances that started together"),
            Axis.log("times the ideal (1 s at least)"));
    line("## By size");
    line("");
    line("![Last instance ready, against the ideal, by size of the fleet](fleet-by-size.svg)");
    for (Start start : Start.values()) {
      line("");
      line("Started " + text(start) + ", outage 60 s, " + Servers.ROOMY.name() + ":");
      line("");
      List<String> head = new ArrayList<>(List.of("strategy"));
      for (int size : SIZES) {
        head.add(number(size));
      }
      header(head);
      for (Candidate candidate : all) {
        List<String> cells = new ArrayList<>(List.of(candidate.name()));
        List<Point> points = new ArrayList<>();
        for (int size : SIZES) {
          if (!candidate.isTried(size)) {
            cells.add("");
            continue;
          }
          Outcome outcome = run(Servers.ROOMY, candidate, size, MINUTE, start);
          cells.add(ratio(Servers.ROOMY, size, outcome));
          points.add(
              new Point(size, outcome.last() / Math.max((double) Servers.ROOMY.ideal(size), 1e9)));
        }
        row(cells.toArray(new String[0]));
        if (start == Start.AT_ONCE) {
          chart.line(candidate.name(), points);
        }
      }
    }
    line("");
    chart.write(docs.resolve("fleet-by-size.svg"));
  }

  private void inDetail(int size) throws IOException {
    BarChart wasted =
        new BarChart(
            number(size) + " instances: work for nothing",
            Axis.linear("answers and handshakes without a login, for each instance"));
    line("## " + number(size) + " instances");
    line("");
    line("![Work for nothing](fleet-waste-" + size + ".svg)");
    line("");
    line("Started at once, outage 60 s, " + Servers.ROOMY.name() + ":");
    line("");
    header(
        List.of(
            "strategy",
            "last ready",
            "x ideal",
            "half ready",
            "99 of 100",
            "99 % / 50 %",
            "peak attempts/s",
            "refused each",
            "wasted each"));
    for (Candidate candidate : triedWith(size)) {
      Outcome outcome = run(Servers.ROOMY, candidate, size, MINUTE, Start.AT_ONCE);
      double refused = outcome.refused() / (double) size;
      double lost = outcome.wasted() / (double) size;
      row(
          candidate.name(),
          (outcome.complete() ? "" : "> ") + seconds(outcome.last()),
          ratio(Servers.ROOMY, size, outcome),
          seconds(outcome.half()),
          (outcome.complete() ? "" : "> ") + seconds(outcome.most()),
          decimal((double) outcome.most() / outcome.half()),
          number(outcome.peak()),
          decimal(refused),
          decimal(lost));
      if (candidate.equals(ours) || candidate.equals(told)) {
        wasted.ours(candidate.name(), refused + lost);
      } else {
        wasted.bar(candidate.name(), refused + lost);
      }
    }
    line("");
    wasted.write(docs.resolve("fleet-waste-" + size + ".svg"));
  }

  private void byOutage() {
    line("## By outage");
    for (int size : new int[] {1_000, 10_000}) {
      line("");
      line(number(size) + " instances, " + Servers.ROOMY.name() + ":");
      line("");
      List<String> head = new ArrayList<>(List.of("strategy"));
      for (Start start : Start.values()) {
        for (Duration outage : OUTAGES) {
          head.add(text(outage) + ", " + text(start));
        }
      }
      header(head);
      for (Candidate candidate : triedWith(size)) {
        List<String> cells = new ArrayList<>(List.of(candidate.name()));
        for (Start start : Start.values()) {
          for (Duration outage : OUTAGES) {
            cells.add(
                ratio(Servers.ROOMY, size, run(Servers.ROOMY, candidate, size, outage, start)));
          }
        }
        row(cells.toArray(new String[0]));
      }
    }
    line("");
  }

  private void otherServers() {
    line("## Other servers");
    line("");
    line(FleetText.SERVERS.strip());
    List<Capacity> servers = List.of(Servers.NARROW, Servers.CHEAP, Servers.SLOW, Servers.STARTING);
    for (int size : new int[] {1_000, 10_000}) {
      line("");
      line(number(size) + " instances, started at once, outage 60 s:");
      line("");
      List<String> head = new ArrayList<>(List.of("strategy"));
      servers.forEach(server -> head.add(server.name()));
      header(head);
      for (Candidate candidate : triedWith(size)) {
        List<String> cells = new ArrayList<>(List.of(candidate.name()));
        for (Capacity server : servers) {
          Outcome outcome = run(server, candidate, size, MINUTE, Start.AT_ONCE);
          String lost = decimal((outcome.refused() + outcome.wasted()) / (double) size);
          cells.add(ratio(server, size, outcome) + " (" + lost + ")");
        }
        row(cells.toArray(new String[0]));
      }
    }
    line("");
  }

  private static String ratio(Capacity server, int size, Outcome outcome) {
    double ratio = outcome.last() / Math.max((double) server.ideal(size), 1e9);
    return outcome.complete() ? decimal(ratio) : "> " + decimal(HORIZON);
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, nanos < 10_000_000_000L ? "%.2f s" : "%.0f s", nanos / 1e9);
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String text(Duration outage) {
    return outage.compareTo(MINUTE) > 0 ? outage.toMinutes() + " min" : outage.toSeconds() + " s";
  }

  private static String text(Start start) {
    return start == Start.AT_ONCE ? "at once" : "spread over the outage";
  }

  private void header(List<String> cells) {
    row(cells.toArray(new String[0]));
    line("|---".repeat(cells.size()) + "|");
  }

  private void row(String... cells) {
    line("| " + String.join(" | ", cells) + " |");
  }

  private void line(String text) {
    page.append(text).append('\n');
  }
}
