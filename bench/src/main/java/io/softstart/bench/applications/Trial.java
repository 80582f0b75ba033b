package io.softstart.bench.applications;

import io.softstart.bench.report.Page;
import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.JvmResult;
import io.softstart.testkit.OutputLine;
import io.softstart.testkit.RunningJvm;
import io.softstart.testkit.TestkitException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One application in all its situations. What it prints in each goes to this process's output. */
final class Trial {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration LATE = Duration.ofSeconds(30);
  private static final Pattern STARTED = Pattern.compile("Started \\w+ in ");
  private static final Pattern WAITS = Pattern.compile("(not ready|stays closed): ");

  private final Application application;
  private final Servers servers;

  Trial(Application application, Servers servers) {
    this.application = application;
    this.servers = servers;
  }

  /** Times in seconds. */
  private record Start(double started, double cpu, List<String> lines, String answer) {}

  List<String> whenAllIsUp(int rounds) throws IOException {
    servers.start();
    start(false); // creates its tables, and warms the machine's caches
    List<Start> without = new ArrayList<>();
    List<Start> with = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      boolean first = i % 2 == 0;
      (first ? without : with).add(start(!first));
      (first ? with : without).add(start(first));
    }
    List<String> row = new ArrayList<>(List.of(application.title()));
    for (ToDoubleFunction<Start> each :
        List.<ToDoubleFunction<Start>>of(Start::started, Start::cpu)) {
      List<Double> ratios = new ArrayList<>();
      for (int i = 0; i < rounds; i++) {
        ratios.add(each.applyAsDouble(with.get(i)) / each.applyAsDouble(without.get(i)));
      }
      row.add(median(without, each, "%.2f"));
      row.add(median(with, each, "%.2f"));
      row.add(String.format(Locale.ROOT, "%.3f", Page.median(ratios)));
    }
    row.add(median(without, start -> start.lines().size(), "%.0f"));
    row.add(median(with, start -> start.lines().size(), "%.0f"));
    row.add(lost(without, with));
    row.add(
        without.get(0).answer().equals(with.get(0).answer())
            ? "the same: " + with.get(0).answer()
            : without.get(0).answer() + "; with the starter " + with.get(0).answer());
    return row;
  }

  List<String> whenServersFail() {
    List<String> row = new ArrayList<>(List.of(application.title()));
    servers.stop();
    row.add(late(false));
    servers.stop();
    row.add(late(true));
    servers.stop();
    if (servers.askForPasswords()) {
      servers.start();
      row.add(told(servers.mislead(application.program(false)), "wrong password, without"));
      row.add(told(servers.mislead(application.program(true)), "wrong password, with"));
      servers.stop();
    } else {
      row.addAll(List.of("no password", "no password"));
    }
    row.add(terminated());
    return row;
  }

  private Start start(boolean starter) throws IOException {
    try (RunningJvm app = servers.lead(application.program(starter)).start()) {
      OutputLine line = app.awaitLine(each -> STARTED.matcher(each.text()).find(), LIMIT);
      double cpu =
          ProcessHandle.of(app.pid())
              .flatMap(process -> process.info().totalCpuDuration())
              .map(spent -> spent.toMillis() / 1e3)
              .orElse(Double.NaN); // it may have ended
      String answer = application.path().isPresent() ? answer() : "";
      JvmResult result = ended(app);
      print(starter ? "all is up, with" : "all is up, without", result);
      return new Start(
          (line.at() - app.startedAt()) / 1e9,
          cpu,
          lines(result),
          answer + (answer.isEmpty() ? "" : ", ") + "exit code " + result.exitCode());
    }
  }

  /** An application without a page ends by itself. */
  private JvmResult ended(RunningJvm app) {
    if (application.path().isPresent()) {
      app.signal("TERM");
    }
    return app.awaitExit(LIMIT);
  }

  private String late(boolean starter) {
    servers.startAfter(LATE);
    String what = starter ? "late, with" : "late, without";
    try (RunningJvm app = servers.lead(application.program(starter)).start()) {
      try { // the wait ends with the process too
        OutputLine line = app.awaitLine(each -> STARTED.matcher(each.text()).find(), LIMIT);
        double after = (line.at() - app.startedAt()) / 1e9;
        print(what, ended(app));
        return String.format(Locale.ROOT, "started after %.1f s", after);
      } catch (TestkitException e) {
        JvmResult result = app.awaitExit(LIMIT);
        print(what, result);
        return ending(result);
      }
    }
  }

  private String told(ChildJvm program, String what) {
    try (RunningJvm app = program.start()) {
      JvmResult result = app.awaitExit(LIMIT);
      print(what, result);
      return ending(result);
    }
  }

  private String terminated() {
    try (RunningJvm app = servers.lead(application.program(true)).start()) {
      app.awaitLine(each -> WAITS.matcher(each.text()).find(), LIMIT);
      app.signal("TERM");
      JvmResult result = app.awaitExit(LIMIT);
      print("SIGTERM", result);
      boolean line = lines(result).stream().anyMatch(each -> each.contains("SIGTERM"));
      return ending(result) + (line ? ", with a line" : ", without a line");
    }
  }

  private static String ending(JvmResult result) {
    long traces = lines(result).stream().filter(line -> line.startsWith("\tat ")).count();
    return String.format(
        Locale.ROOT,
        "exit code %d after %.1f s%s",
        result.exitCode(),
        result.elapsed().toMillis() / 1e3,
        traces == 0 ? "" : ", " + traces + " lines of stack traces");
  }

  private String answer() throws IOException {
    URI page =
        URI.create("http://localhost:" + application.port() + application.path().orElse("/"));
    HttpURLConnection request = (HttpURLConnection) page.toURL().openConnection();
    int status = request.getResponseCode();
    try (InputStream body = status < 400 ? request.getInputStream() : request.getErrorStream()) {
      int length = body == null ? 0 : body.readAllBytes().length;
      return status + ", " + length + " bytes";
    }
  }

  private static String lost(List<Start> without, List<Start> with) {
    List<String> kept =
        with.stream().flatMap(start -> start.lines().stream()).map(Trial::steady).toList();
    List<String> lost =
        without.stream()
            .flatMap(start -> start.lines().stream())
            .map(Trial::steady)
            .filter(line -> !line.contains(" : Starting ")) // it names the jar
            .distinct()
            .filter(line -> !kept.contains(line))
            .toList();
    lost.forEach(line -> System.out.println("LOST " + line));
    return Integer.toString(lost.size());
  }

  /** Without what differs from start to start. */
  private static String steady(String line) {
    return line.replaceAll("[0-9a-f]*\\d[0-9a-f.:-]*", "*").replaceAll("\\s+", " ");
  }

  private static List<String> lines(JvmResult result) {
    return (result.stdout() + result.stderr()).lines().collect(Collectors.toList());
  }

  private void print(String what, JvmResult result) {
    System.out.println(
        "\n### " + application.title() + ": " + what + ": exit code " + result.exitCode());
    System.out.println(result.stdout() + "--- stderr\n" + result.stderr());
  }

  private static String median(List<Start> starts, ToDoubleFunction<Start> each, String format) {
    List<Double> values = starts.stream().map(each::applyAsDouble).collect(Collectors.toList());
    return String.format(Locale.ROOT, format, Page.median(values));
  }
}
