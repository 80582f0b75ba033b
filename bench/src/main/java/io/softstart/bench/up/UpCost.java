package io.softstart.bench.up;

import io.softstart.bench.jdk.Jdks;
import io.softstart.bench.jdk.SmallJar;
import io.softstart.bench.jdk.TemporaryDirectory;
import io.softstart.bench.report.Page;
import io.softstart.testkit.PostgresServer;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Measures an application from its start to its first query, with Softstart and without, by turns,
 * while PostgreSQL is up: on each JDK that is here, from plain class files and from an archive.
 * Argument: how many pairs, 20 if there is none.
 */
final class UpCost {
  private static final double GOAL = 1.05;
  private static final Pattern LIBRARIES =
      Pattern.compile(
          ".*/(softstart-(core|jdbc)|slf4j-api|resilience4j-|HikariCP|postgresql|logback-)[^/]*jar");
  private static final List<Class<?>> MAINS = List.of(Plain.class, WithSoftstart.class);

  private final PostgresServer server;
  private final int pairs;
  private final Path directory;
  private final List<List<String>> rows = new ArrayList<>();
  private final List<String> goals = new ArrayList<>();

  /** What one process took, in milliseconds. */
  private record Took(double wall, double cpu) {}

  private UpCost(PostgresServer server, int pairs, Path directory) {
    this.server = server;
    this.pairs = pairs;
    this.directory = directory;
  }

  public static void main(String[] args) throws Exception {
    int pairs = args.length == 0 ? 20 : Integer.parseInt(args[0]);
    try (TemporaryDirectory directory = TemporaryDirectory.of("bench-up");
        PostgresServer server = PostgresServer.create()) {
      server.start();
      new UpCost(server, pairs, directory.path()).measure();
    }
  }

  private void measure() throws Exception {
    for (var jdk : Jdks.found().entrySet()) {
      measure(jdk.getKey(), jdk.getValue(), "class files", List.of(), List.of());
      measure(
          jdk.getKey(),
          jdk.getValue(),
          "AppCDS archive",
          List.of("-XX:ArchiveClassesAtExit=ARCHIVE"),
          List.of("-XX:SharedArchiveFile=ARCHIVE"));
      if (jdk.getKey() >= 25) {
        measure(
            jdk.getKey(),
            jdk.getValue(),
            "AOT cache",
            List.of("-XX:AOTCacheOutput=ARCHIVE"),
            List.of("-XX:AOTCache=ARCHIVE"));
      }
    }
    Page page =
        new Page("What Softstart costs where everything is up", "bench/run up")
            .paragraph(
                String.format(
                    Locale.ROOT,
                    """
                From the start of the process to the end of the first query on a HikariCP pool, while
                PostgreSQL is up; %d pairs, with and without by turns, medians. *Ratio* is the
                median of the ratios of the pairs. CPU is that of the whole process: it does not
                depend on what else the machine does as the wall clock does. Heap is what is left
                after a collection.
                """,
                    pairs))
            .table(
                List.of(
                    "Java, loaded from",
                    "without, ms",
                    "with, ms",
                    "ratio",
                    "CPU without, ms",
                    "CPU with, ms",
                    "ratio of CPU",
                    "classes",
                    "heap, kB"),
                rows);
    page.paragraph(String.join("\n", goals)).write("up.md");
  }

  private void measure(
      int feature, Path home, String from, List<String> training, List<String> options)
      throws Exception {
    System.err.println("Java " + feature + ", " + from);
    List<List<String>> ready = new ArrayList<>();
    for (Class<?> main : MAINS) {
      Path archive = directory.resolve(feature + from.replace(' ', '-') + main.getSimpleName());
      if (!training.isEmpty()) {
        run(home, filled(training, archive), main, "exit");
      }
      ready.add(filled(options, archive));
    }
    List<Took> without = new ArrayList<>();
    List<Took> with = new ArrayList<>();
    for (int i = -1; i < pairs; i++) {
      Took first = took(home, ready.get(0), Plain.class);
      Took second = took(home, ready.get(1), WithSoftstart.class);
      if (i >= 0) { // the first pair warms the file system's cache
        without.add(first);
        with.add(second);
      }
    }
    List<Double> ratios = new ArrayList<>();
    List<Double> cpuRatios = new ArrayList<>();
    for (int i = 0; i < pairs; i++) {
      ratios.add(with.get(i).wall / without.get(i).wall);
      cpuRatios.add(with.get(i).cpu / without.get(i).cpu);
    }
    double ratio = Page.median(ratios);
    double cpuRatio = Page.median(cpuRatios);
    rows.add(
        List.of(
            feature + ", " + from,
            number("%.0f", Page.median(without.stream().map(Took::wall).toList())),
            number("%.0f", Page.median(with.stream().map(Took::wall).toList())),
            number("%.3f", ratio),
            number("%.0f", Page.median(without.stream().map(Took::cpu).toList())),
            number("%.0f", Page.median(with.stream().map(Took::cpu).toList())),
            number("%.3f", cpuRatio),
            classes(home, ready.get(0), Plain.class)
                + " → "
                + classes(home, ready.get(1), WithSoftstart.class),
            run(home, ready.get(0), Plain.class, "heap")
                + " → "
                + run(home, ready.get(1), WithSoftstart.class, "heap")));
    goals.add(
        String.format(
            Locale.ROOT,
            "- Goal, a ratio of at most %s, Java %d from %s: %s, by CPU %s.",
            GOAL,
            feature,
            from,
            met(ratio),
            met(cpuRatio)));
  }

  private static String met(double ratio) {
    return ratio <= GOAL ? "met" : "**missed**";
  }

  private static List<String> filled(List<String> options, Path archive) {
    return options.stream().map(option -> option.replace("ARCHIVE", archive.toString())).toList();
  }

  private Took took(Path home, List<String> options, Class<?> main) throws Exception {
    long from = System.nanoTime();
    double cpu = Double.parseDouble(run(home, options, main, "halt"));
    return new Took((System.nanoTime() - from) / 1e6, cpu);
  }

  private int classes(Path home, List<String> options, Class<?> main) throws Exception {
    Path log = directory.resolve("classes.log");
    List<String> all = new ArrayList<>(options);
    all.add("-Xlog:class+load:file=" + log);
    run(home, all, main, "halt");
    try (Stream<String> lines = Files.lines(log)) {
      return (int) lines.filter(line -> line.contains("source:")).count();
    }
  }

  /** {@return what it printed} */
  private String run(Path home, List<String> options, Class<?> main, String end)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(home.resolve("bin/java").toString()));
    command.addAll(options);
    command.addAll(List.of("-cp", classPath(), main.getName(), end));
    command.addAll(List.of(server.jdbcUrl(), server.user(), server.password()));
    Path stderr = directory.resolve("stderr");
    Process process = new ProcessBuilder(command).redirectError(stderr.toFile()).start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(main + " failed: " + Files.readString(stderr));
    }
    return printed.lines().reduce("", (before, last) -> last);
  }

  /** What such an application would have. */
  private String classPath() throws IOException {
    Path application = directory.resolve("application.jar");
    if (!Files.exists(application)) {
      SmallJar.write(
          application, List.of(Plain.class, WithSoftstart.class, Query.class), "logback.xml");
    }
    return Stream.concat(
            Stream.of(application.toString()),
            Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> LIBRARIES.matcher(entry).matches()))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
