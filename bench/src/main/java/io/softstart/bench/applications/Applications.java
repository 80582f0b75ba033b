package io.softstart.bench.applications;

import io.softstart.bench.report.Page;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeSet;

/**
 * Runs Spring Boot applications that others wrote and somebody has built: as they are, and with the
 * starter's jars added.
 *
 * <p>Arguments: a properties file, and the number of rounds, 5 if there is none. For each
 * application it has {@code NAME.jar}, {@code NAME.title}, and if needed {@code NAME.needs} (some
 * of postgres, redis, kafka), {@code NAME.path} (a page of it), {@code NAME.java} (the command to
 * run it with), and {@code NAME.env.VARIABLE}.
 */
final class Applications {
  private static final List<String> UP =
      List.of(
          "application",
          "started, s: without",
          "with",
          "ratio",
          "CPU, s: without",
          "with",
          "ratio",
          "lines: without",
          "with",
          "lost",
          "answer");
  private static final List<String> DOWN =
      List.of(
          "application",
          "servers 30 s late: without",
          "with",
          "wrong password: without",
          "with",
          "SIGTERM while it waits");

  private Applications() {}

  public static void main(String[] args) throws Exception {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(args[0]))) {
      properties.load(reader);
    }
    int rounds = args.length == 1 ? 5 : Integer.parseInt(args[1]);
    List<Path> libraries = List.of(Path.of("bench/target/lib"), Path.of("spring/target"));
    List<List<String>> up = new ArrayList<>();
    List<List<String>> down = new ArrayList<>();
    for (String name : names(properties)) {
      Application application = Application.of(name, properties, libraries);
      try (Servers servers = new Servers(application.needs())) {
        Trial trial = new Trial(application, servers);
        up.add(trial.whenAllIsUp(rounds));
        if (!servers.isEmpty()) {
          down.add(trial.whenServersFail());
        }
      }
    }
    new Page("Applications that others wrote", "bench/run applications")
        .paragraph(
            String.format(
                Locale.ROOT,
                """
                Public Spring Boot applications as their authors wrote them, run without the starter and
                with its jars added to theirs, and nothing else changed. Everything up, %d starts of each
                by turns, medians; a ratio is the median of the ratios of the pairs. *Started* is Spring
                Boot's own line, CPU that of the process until then. *Lost* are lines that it prints
                without the starter and not with it, numbers aside. *Answer* is what it sends for a page.
                """,
                rounds))
        .table(UP, up)
        .paragraph(
            "With PostgreSQL, Redis and Kafka (as far as each needs them) that are not there yet, or refuse the password:")
        .table(DOWN, down)
        .write("applications.md");
  }

  private static List<String> names(Properties properties) {
    TreeSet<String> names = new TreeSet<>();
    for (String key : properties.stringPropertyNames()) {
      if (key.endsWith(".jar")) {
        names.add(key.substring(0, key.length() - ".jar".length()));
      }
    }
    return List.copyOf(names);
  }
}
