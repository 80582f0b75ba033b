package io.softstart.bench.verdict;

import io.softstart.bench.jdk.Jdks;
import io.softstart.bench.report.Page;
import io.softstart.testkit.Ports;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How soon a cold JVM tells that nothing listens on a port, for each client. Argument: how many
 * rounds, 20 if there is none. The ports are of the test kit: nothing listens on them.
 */
final class FirstVerdict {
  private static final double GOAL = 100;

  /** What an application with these clients would have, and the classes of this module. */
  private static final Pattern LIBRARIES =
      Pattern.compile(
          ".*/(classes|(softstart-(core|jdbc|redis|kafka)|slf4j-api|logback-|resilience4j-|HikariCP"
              + "|postgresql|lettuce|redis-authx|netty-|reactor-|reactive-|kafka-clients)[^/]*jar)");

  /** A URL scheme, and the classes that show that its client was loaded. */
  private record Client(String url, String classes) {}

  private static final List<Client> CLIENTS =
      List.of(
          new Client("tcp://127.0.0.1:%d", "-"),
          new Client("jdbc:postgresql://127.0.0.1:%d/app?user=app&password=pw", "org.postgresql."),
          new Client("redis://127.0.0.1:%d", "io.lettuce."),
          new Client("kafka://127.0.0.1:%d", "org.apache.kafka."));

  private final List<String> goals = new ArrayList<>();

  public static void main(String[] args) throws Exception {
    int rounds = args.length == 0 ? 20 : Integer.parseInt(args[0]);
    FirstVerdict bench = new FirstVerdict();
    List<List<String>> rows = new ArrayList<>();
    for (Map.Entry<Integer, Path> jdk : Jdks.found().entrySet()) {
      for (Client client : CLIENTS) {
        rows.add(bench.row(jdk.getKey(), jdk.getValue().resolve("bin/java"), client, rounds));
      }
    }
    new Page("How soon a closed port is told", "bench/run first-verdict")
        .paragraph(
            String.format(
                Locale.ROOT,
                """
                From the call of `await` to the first failure that a listener hears, in a cold JVM from
                class files, while nothing listens on the port; %d rounds. *Classes* are those of the
                client that were loaded until then.
                """,
                rounds))
        .table(
            List.of("Java, gate", "median, ms", "least", "most", "kinds", "client's classes"), rows)
        .paragraph(String.join("\n", bench.goals))
        .write("first-verdict.md");
  }

  private List<String> row(int feature, Path java, Client client, int rounds) throws Exception {
    String url = String.format(Locale.ROOT, client.url, Ports.free());
    String name = feature + ", " + url.substring(0, url.indexOf("://"));
    List<Double> took = new ArrayList<>();
    List<String> kinds = new ArrayList<>();
    for (int i = -1; i < rounds; i++) {
      String[] said = run(java, List.of(), url).split(" ", -1);
      if (i >= 0) { // the first run warms the file system's cache
        took.add(Double.valueOf(said[0]));
        kinds.add(said[1]);
      }
    }
    double median = Page.median(took);
    goals.add(
        String.format(
            Locale.ROOT,
            "- Goal, at most %.0f ms, Java %s: %s.",
            GOAL,
            name,
            median <= GOAL ? "met" : "**missed**"));
    return List.of(
        name,
        number(median),
        number(took.stream().min(Double::compare).orElseThrow()),
        number(took.stream().max(Double::compare).orElseThrow()),
        String.join(" ", kinds.stream().distinct().sorted().toList()),
        Long.toString(loaded(java, client, url)));
  }

  private static long loaded(Path java, Client client, String url) throws Exception {
    Path log = Files.createTempFile("softstart-bench-", ".log");
    try {
      run(java, List.of("-Xlog:class+load:file=" + log), url);
      try (Stream<String> lines = Files.lines(log)) {
        return lines.filter(line -> line.contains(" " + client.classes)).count();
      }
    } finally {
      Files.delete(log);
    }
  }

  private static String run(Path java, List<String> options, String url)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(options);
    command.addAll(List.of("-cp", classPath(), Waits.class.getName(), url));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(url + " ended with " + process.exitValue());
    }
    return printed
        .lines()
        .filter(line -> line.startsWith(Waits.VERDICT))
        .map(line -> line.substring(Waits.VERDICT.length()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(url + " printed " + printed));
  }

  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> LIBRARIES.matcher(entry).matches())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.0f", value);
  }
}
