package io.softstart.bench.restarts;

import io.softstart.bench.chart.Axis;
import io.softstart.bench.chart.BarChart;
import io.softstart.bench.container.JavaContainer;
import io.softstart.bench.report.Page;
import io.softstart.testkit.PostgresServer;
import io.softstart.testkit.ServerBackend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Runs a naive application and one with Softstart in containers with restart policies while
 * PostgreSQL is down, and counts restarts and the time to the first query after it is usable.
 * Arguments: outages in seconds; 10, 30 and 60 if there are none.
 */
final class Restarts {
  private static final List<String> POLICIES = List.of("always", "on-failure");
  private static final List<String> APPLICATIONS = List.of("naive", "softstart");
  private static final Duration LIMIT = Duration.ofMinutes(4); // Docker's pauses reach a minute

  private final PostgresServer server;
  private final List<List<String>> rows = new ArrayList<>();
  private final BarChart chart =
      new BarChart("Seconds from usable to the first query, under Docker", Axis.linear("s"));

  private Restarts(PostgresServer server) {
    this.server = server;
  }

  public static void main(String[] args) throws Exception {
    if (ServerBackend.chosen() != ServerBackend.DOCKER) {
      System.err.println("this measures Docker's restart policies, and no Docker engine answers");
      System.exit(69);
    }
    List<String> seconds = args.length == 0 ? List.of("10", "30", "60") : List.of(args);
    try (PostgresServer server = PostgresServer.create()) {
      server.start();
      Restarts restarts = new Restarts(server);
      for (String outage : seconds) {
        restarts.measure(Duration.ofSeconds(Long.parseLong(outage)));
      }
      restarts.show();
    }
  }

  private void measure(Duration outage) throws Exception {
    server.stop();
    List<String> containers = new ArrayList<>();
    try {
      for (String application : APPLICATIONS) {
        for (String policy : POLICIES) {
          containers.add(container(application, policy));
        }
      }
      Thread.sleep(outage.toMillis());
      server.start();
      long usable = server.usableAt().orElseThrow();
      int at = 0;
      for (String application : APPLICATIONS) {
        for (String policy : POLICIES) {
          row(outage, application, policy, containers.get(at++), usable);
        }
      }
    } finally {
      for (String container : containers) {
        docker(List.of("docker", "rm", "--force", container));
      }
    }
  }

  private String container(String application, String policy) throws Exception {
    List<String> command =
        new ArrayList<>(JavaContainer.run(List.of("--detach", "--restart", policy)));
    command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-cp", JavaContainer.classPath()));
    command.addAll(List.of(Service.class.getName(), application));
    command.addAll(List.of(server.jdbcUrl(), server.user(), server.password()));
    return docker(command).strip();
  }

  private void row(
      Duration outage, String application, String policy, String container, long usable)
      throws Exception {
    double late = (queriedAt(container) - usable) / 1e9;
    String restarts =
        docker(List.of("docker", "inspect", "--format", "{{.RestartCount}}", container)).strip();
    long lines = docker(List.of("docker", "logs", container)).lines().count();
    String after = String.format(Locale.ROOT, "%.1f", late);
    rows.add(
        List.of(
            outage.toSeconds() + " s, --restart " + policy + ", " + application,
            restarts,
            after,
            Long.toString(lines)));
    String name = outage.toSeconds() + " s, " + policy + ", " + application;
    if (application.equals("naive")) {
      chart.bar(name, late);
    } else {
      chart.ours(name, late);
    }
    System.err.println(rows.get(rows.size() - 1));
  }

  private static long queriedAt(String container) throws Exception {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < end) {
      Optional<String> queried =
          docker(List.of("docker", "logs", container))
              .lines()
              .filter(line -> line.startsWith(Service.QUERIED))
              .findFirst();
      if (queried.isPresent()) {
        return Long.parseLong(queried.get().substring(Service.QUERIED.length()));
      }
      Thread.sleep(1_000);
    }
    throw new IllegalStateException(docker(List.of("docker", "logs", container)));
  }

  private void show() throws IOException {
    chart.write(Page.beside("restarts.svg"));
    new Page("Crash loops under Docker's restart policies", "bench/run restarts")
        .paragraph(
            """
            A service that opens a HikariCP pool and runs a query, in a container of its own, while
            PostgreSQL is down. The naive one fails after a second, as HikariCP does by default, and
            Docker starts it again after 0.1, 0.2, 0.4 s and so on up to a minute; it forgets that only
            once the container has run for ten seconds. All four run at the same time.
            """)
        .chart("Seconds from usable to the first query", "restarts.svg")
        .table(List.of("outage", "restarts", "first query after, s", "lines logged"), rows)
        .write("restarts.md");
  }

  /** {@return what the command said, on both streams} */
  private static String docker(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(command.get(1) + " failed: " + said);
    }
    return said;
  }
}
