package io.softstart.bench.agent;

import io.softstart.bench.jdk.Jdks;
import io.softstart.bench.jdk.SmallJar;
import io.softstart.bench.jdk.TemporaryDirectory;
import io.softstart.bench.report.Page;
import io.softstart.bench.up.PooledQuery;
import io.softstart.testkit.PostgresServer;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Measures an application from its start to its first query, without the agent, with the agent
 * where nothing is configured, and with the agent that waits, by turns, while PostgreSQL is up; on
 * each JDK that is here. Arguments: the agent's jar, and how many rounds, 20 if there is none.
 */
final class AgentCost {
  private static final Pattern LIBRARIES =
      Pattern.compile(".*/(slf4j-api|HikariCP|postgresql|logback-)[^/]*jar");
  private static final String MAIN = PooledQuery.MAIN.getName();

  private final Path agent;
  private final PostgresServer server;
  private final int rounds;
  private final Path directory;
  private final List<List<String>> rows = new ArrayList<>();

  /** One way to start it. */
  private enum Way {
    WITHOUT("without the agent"),
    IDLE("with it, nothing configured"),
    WAITS("with it, `SOFTSTART_WAIT_FOR=auto`");

    private final String words;

    Way(String words) {
      this.words = words;
    }
  }

  /** What one process took, in milliseconds. */
  private record Took(double wall, double cpu) {}

  private AgentCost(Path agent, PostgresServer server, int rounds, Path directory) {
    this.agent = agent;
    this.server = server;
    this.rounds = rounds;
    this.directory = directory;
  }

  public static void main(String[] args) throws Exception {
    int rounds = args.length == 1 ? 20 : Integer.parseInt(args[1]);
    try (TemporaryDirectory directory = TemporaryDirectory.of("bench-agent");
        PostgresServer server = PostgresServer.create()) {
      server.start();
      new AgentCost(Path.of(args[0]).toAbsolutePath(), server, rounds, directory.path()).measure();
    }
  }

  private void measure() throws Exception {
    for (var jdk : Jdks.found().entrySet()) {
      System.err.println("Java " + jdk.getKey());
      measure(jdk.getKey(), jdk.getValue());
    }
    new Page("What the agent costs where everything is up", "bench/run agent")
        .paragraph(
            String.format(
                Locale.ROOT,
                """
                From the start of the process to the end of the first query on a HikariCP pool, while
                PostgreSQL is up; %d rounds of all three by turns, medians. *Ratio* is the median of
                the ratios to the start without the agent in the same round. CPU is that of the whole
                process. The agent that waits logs in once, with the application's driver, before
                `main` begins.
                """,
                rounds))
        .table(List.of("Java", "", "ms", "ratio", "CPU, ms", "ratio of CPU", "classes"), rows)
        .write("agent.md");
  }

  private void measure(int feature, Path home) throws Exception {
    List<Map<Way, Took>> all = new ArrayList<>();
    for (int i = -1; i < rounds; i++) { // the first round warms the file system's cache
      Map<Way, Took> round = new EnumMap<>(Way.class);
      for (Way way : Way.values()) {
        round.put(way, took(home, way));
      }
      if (i >= 0) {
        all.add(round);
      }
    }
    for (Way way : Way.values()) {
      List<Double> wall = new ArrayList<>();
      List<Double> cpu = new ArrayList<>();
      List<Double> ratios = new ArrayList<>();
      List<Double> cpuRatios = new ArrayList<>();
      for (Map<Way, Took> round : all) {
        Took took = Objects.requireNonNull(round.get(way));
        Took without = Objects.requireNonNull(round.get(Way.WITHOUT));
        wall.add(took.wall);
        cpu.add(took.cpu);
        ratios.add(took.wall / without.wall);
        cpuRatios.add(took.cpu / without.cpu);
      }
      rows.add(
          List.of(
              Integer.toString(feature),
              way.words,
              number("%.0f", Page.median(wall)),
              number("%.3f", Page.median(ratios)),
              number("%.0f", Page.median(cpu)),
              number("%.3f", Page.median(cpuRatios)),
              Integer.toString(classes(home, way))));
    }
  }

  private Took took(Path home, Way way) throws Exception {
    long from = System.nanoTime();
    double cpu = Double.parseDouble(run(home, way, List.of()));
    return new Took((System.nanoTime() - from) / 1e6, cpu);
  }

  private int classes(Path home, Way way) throws Exception {
    Path log = directory.resolve("classes.log");
    run(home, way, List.of("-Xlog:class+load:file=" + log));
    try (Stream<String> lines = Files.lines(log)) {
      return (int) lines.filter(line -> line.contains("source:")).count();
    }
  }

  /** {@return what it printed} */
  private String run(Path home, Way way, List<String> options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(home.resolve("bin/java").toString()));
    command.addAll(options);
    if (way != Way.WITHOUT) {
      command.add("-javaagent:" + agent);
    }
    command.addAll(List.of("-cp", classPath(), MAIN, "halt"));
    command.addAll(List.of(server.jdbcUrl(), server.user(), server.password()));
    Path stderr = directory.resolve("stderr");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(stderr.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("SOFTSTART_"));
    environment.put("SPRING_DATASOURCE_URL", server.jdbcUrl());
    environment.put("SPRING_DATASOURCE_USERNAME", server.user());
    environment.put("SPRING_DATASOURCE_PASSWORD", server.password());
    if (way == Way.WAITS) {
      environment.put("SOFTSTART_WAIT_FOR", "auto");
    }
    Process process = builder.start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    String said = Files.readString(stderr);
    boolean waited = said.contains("db is open after");
    if (process.waitFor() != 0 || waited != (way == Way.WAITS)) {
      throw new IllegalStateException(way + " failed: " + said);
    }
    return printed.lines().reduce("", (before, last) -> last);
  }

  /** What such an application would have. */
  private String classPath() throws IOException {
    Path application = directory.resolve("application.jar");
    if (!Files.exists(application)) {
      SmallJar.write(application, PooledQuery.CLASSES, "logback.xml");
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
