package io.softstart.bench.faults;

import io.softstart.bench.report.Host;
import io.softstart.testkit.ServerBackend;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * Plays the scenarios of all areas, several at a time, and shows what came of them. Arguments:
 * words of the areas or scenarios wanted; all of them if there are none, and only then
 * docs/reference/fault-matrix.md is written. Exits with 1 if something was not as expected.
 */
final class FaultMatrix {
  private static final int AT_A_TIME = 3;
  private static final Path PAGE = Path.of("docs", "reference", "fault-matrix.md");

  /** One scenario and what came of it. */
  record Row(Area area, Scenario scenario, String observed, List<String> complaints, String said) {
    boolean failed() {
      return !complaints.isEmpty();
    }
  }

  private FaultMatrix() {}

  public static void main(String[] words) throws Exception {
    List<String> wanted = Stream.of(words).map(word -> word.toLowerCase(Locale.ROOT)).toList();
    List<Row> rows =
        play(
            (area, scenario) ->
                wanted.isEmpty() || wanted.stream().anyMatch(name(area, scenario)::contains),
            System.err);
    String page = page(rows);
    System.out.println(page);
    if (wanted.isEmpty()) {
      Files.writeString(PAGE, page);
    }
    System.exit(rows.stream().anyMatch(Row::failed) ? 1 : 0);
  }

  private static String name(Area area, Scenario scenario) {
    return (area.title() + ": " + scenario.name()).toLowerCase(Locale.ROOT);
  }

  /** Plays those that are wanted. */
  static List<Row> play(BiPredicate<Area, Scenario> wanted, PrintStream progress)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
    try (Company company = new Company()) {
      List<Future<Row>> rows = new ArrayList<>();
      for (Area area : Area.values()) {
        for (Scenario scenario : area.scenarios()) {
          if (wanted.test(area, scenario)) {
            rows.add(threads.submit(() -> told(row(area, scenario, company), progress)));
          }
        }
      }
      List<Row> done = new ArrayList<>();
      for (Future<Row> row : rows) {
        done.add(row.get());
      }
      return done;
    } finally {
      threads.shutdownNow();
    }
  }

  private static Row told(Row row, PrintStream progress) {
    progress.println(row.area().title() + ": " + row.scenario().name() + " | " + row.observed());
    if (row.failed()) {
      progress.println("  FAIL " + row.complaints() + "\n" + row.said().indent(4));
    }
    return row;
  }

  private static Row row(Area area, Scenario scenario, Company company) {
    if (scenario.obstacle().isPresent()) {
      String skipped = cells("skipped: needs " + scenario.obstacle().get(), "", "", "", "", "");
      return new Row(area, scenario, skipped, List.of(), "");
    }
    try (Stage stage = new Stage(area, scenario, company)) {
      try {
        scenario.script().play(stage);
        return row(area, scenario, stage.outcome());
      } catch (Exception e) {
        String failed = cells("the script failed", "", "", "", "", "FAIL");
        return new Row(area, scenario, failed, List.of(e.toString()), stage.said());
      }
    }
  }

  private static Row row(Area area, Scenario scenario, Outcome outcome) {
    List<String> complaints = outcome.complaints();
    String cells =
        cells(
            end(outcome.verdicts(), outcome.result()),
            Integer.toString(outcome.attempts()),
            Integer.toString(outcome.lines()),
            seconds(outcome.delay()),
            seconds(outcome.bound()),
            complaints.isEmpty() ? "PASS" : "FAIL: " + String.join(", ", complaints));
    return new Row(area, scenario, cells, complaints, outcome.stderr());
  }

  private static String cells(String... cells) {
    return String.join(" | ", cells);
  }

  private static String end(List<String> kinds, String result) {
    return (String.join(" ", kinds) + " → " + result).strip();
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.2f s", time.toMillis() / 1000.0);
  }

  private static String page(List<Row> rows) {
    StringBuilder page = new StringBuilder();
    long failed = rows.stream().filter(Row::failed).count();
    long skipped = rows.stream().filter(row -> row.observed().startsWith("skipped")).count();
    page.append("# Fault matrix\n\n")
        .append("Written by `bench/run faults`; do not edit. ")
        .append(rows.size() + " scenarios: " + (rows.size() - failed - skipped) + " passed, ")
        .append(failed + " failed, " + skipped + " skipped. Servers: ")
        .append(ServerBackend.chosen().name().toLowerCase(Locale.ROOT))
        .append(", ")
        .append(AT_A_TIME + " scenarios at a time. ")
        .append(Host.description())
        .append("\n\n")
        .append(
            """
            Each scenario is an application in a JVM of its own, cold, that waits for real servers
            behind real faults. *Expected* and *observed* are the kinds of failure in order,
            repetitions left out (`A\\|B` is either; `?`, `+` and `*` as in a regular expression), and
            how it ends. *Reached* is how many connections the server saw or, where it cannot be asked,
            how many attempts were neither refused nor unresolved. *Lines* are all lines on stderr, to
            READY with its table or to the end with its report. *Time* is from usable to open; where it
            never opens, from the start, or the signal, to the end of the process. A *bound* is for a
            machine with cores to spare; on one with a load average of more than two for each core it
            is longer in proportion, twice the lines are let pass, since what lasts longer says more,
            and so are attempts that were cut off.
            """);
    for (Area area : Area.values()) {
      List<Row> here = rows.stream().filter(row -> row.area() == area).toList();
      if (here.isEmpty()) {
        continue;
      }
      page.append("\n## " + area.title() + "\n\n");
      page.append("| scenario | expected | observed | reached | lines | time | bound | |\n");
      page.append("|---|---|---|---:|---:|---:|---:|---|\n");
      for (Row row : here) {
        Scenario scenario = row.scenario();
        String expected = end(scenario.verdicts(), scenario.result()).replace("|", "\\|");
        page.append("| " + scenario.name() + " | " + expected + " | " + row.observed() + " |\n");
      }
    }
    return page.toString();
  }
}
