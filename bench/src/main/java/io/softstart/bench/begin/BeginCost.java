package io.softstart.bench.begin;

import io.softstart.bench.jdk.Jdks;
import io.softstart.bench.jdk.SmallJar;
import io.softstart.bench.jdk.TemporaryDirectory;
import io.softstart.bench.report.Page;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code Startup.begin} costs a cold JVM: applications that do nothing, that load as many
 * classes of another library, and that begin, started by turns, so that whatever else the machine
 * does hits all alike. Argument: how many rounds, 40 if there is none.
 *
 * <p>Its children see core, slf4j-api and classes of this package, nothing else.
 */
final class BeginCost {
  private final Path java;
  private final Path directory;
  private final String classPath;
  private final Path archive;

  /** What one process took, and what it prints of its own, in milliseconds. */
  private record Took(double wall, double inside) {}

  private BeginCost(Path home, Path directory) throws IOException {
    java = home.resolve("bin").resolve("java");
    this.directory = directory;
    classPath = classPath(directory);
    archive = directory.resolve("archive.jsa");
  }

  public static void main(String[] args) throws Exception {
    int rounds = args.length == 0 ? 40 : Integer.parseInt(args[0]);
    List<List<String>> rows = new ArrayList<>();
    for (Map.Entry<Integer, Path> jdk : Jdks.found().entrySet()) {
      try (TemporaryDirectory directory = TemporaryDirectory.of("bench")) {
        rows.add(new BeginCost(jdk.getValue(), directory.path()).row(jdk.getKey(), rounds));
      }
    }
    new Page("What begin costs", "bench/run begin")
        .paragraph(
            String.format(
                Locale.ROOT,
                """
                A cold JVM with core and slf4j-api on its class path: medians of %d rounds; first from the
                start of the process until `main` is done. The other times are those that `main`'s thread
                was on a processor, which hardly depend on what else the machine does: of `Startup.begin`;
                of loading as many classes of slf4j-api, for comparison; of `begin` with a state directory;
                and of `begin` from an AppCDS archive of the application (`-XX:ArchiveClassesAtExit`, then
                `-XX:SharedArchiveFile`).
                """,
                rounds))
        .table(
            List.of(
                "Java",
                "empty `main`, ms",
                "`main` with `begin`, ms",
                "ratio",
                "its classes",
                "as many others, ms",
                "`begin`, ms",
                "with a state directory, ms",
                "from an archive, ms"),
            rows)
        .write("begin.md");
  }

  private List<String> row(int feature, int rounds) throws IOException, InterruptedException {
    run(Begins.class, "", List.of("-XX:ArchiveClassesAtExit=" + archive));
    List<String> others = others(classes());
    List<Double> empty = new ArrayList<>();
    List<Double> begins = new ArrayList<>();
    List<Double> ratio = new ArrayList<>();
    List<Double> loads = new ArrayList<>();
    List<Double> inside = new ArrayList<>();
    List<Double> remembered = new ArrayList<>();
    List<Double> archived = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      empty.add(run(Empty.class, "", List.of()).wall);
      Took took = run(Begins.class, "", List.of());
      begins.add(took.wall);
      inside.add(took.inside);
      ratio.add(took.wall / empty.get(i));
      loads.add(run(Loads.class, "", List.of(), others).inside);
      remembered.add(run(Begins.class, directory.toString(), List.of()).inside);
      archived.add(run(Begins.class, "", List.of("-XX:SharedArchiveFile=" + archive)).inside);
    }
    return List.of(
        Integer.toString(feature),
        number("%.0f", empty),
        number("%.0f", begins),
        number("%.3f", ratio),
        Integer.toString(others.size()),
        number("%.1f", loads),
        number("%.1f", inside),
        number("%.1f", remembered),
        number("%.1f", archived));
  }

  /** {@return how many classes of ours begin loads} */
  private int classes() throws IOException, InterruptedException {
    Path log = directory.resolve("classes");
    run(Begins.class, "", List.of("-Xlog:class+load:file=" + log));
    try (Stream<String> lines = Files.lines(log)) {
      return (int) lines.filter(line -> line.contains("/softstart-core-")).count();
    }
  }

  private List<String> others(int count) throws IOException {
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      if (entry.contains("slf4j-api")) {
        try (JarFile jar = new JarFile(entry)) {
          return jar.stream()
              .map(JarEntry::getName)
              .filter(name -> name.startsWith("org/slf4j/") && name.endsWith(".class"))
              .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
              .limit(count)
              .toList();
        }
      }
    }
    throw new IllegalStateException("slf4j-api is not on " + classPath);
  }

  private Took run(Class<?> main, String state, List<String> options)
      throws IOException, InterruptedException {
    return run(main, state, options, List.of());
  }

  private Took run(Class<?> main, String state, List<String> options, List<String> args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, main.getName()));
    command.addAll(args);
    Path stderr = directory.resolve("stderr");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(stderr.toFile());
    builder.environment().put("SOFTSTART_STATE_DIR", state);
    long from = System.nanoTime();
    Process process = builder.start();
    Took took = new Took(0, 0);
    try (BufferedReader printed = process.inputReader(StandardCharsets.US_ASCII)) {
      for (String line = printed.readLine(); line != null; line = printed.readLine()) {
        if (line.matches("[0-9.]+")) { // not to its end: a JVM waits there for what it compiles
          took = new Took((System.nanoTime() - from) / 1e6, Double.parseDouble(line));
        }
      }
    }
    if (process.waitFor() != 0) {
      throw new IllegalStateException(main + " failed: " + Files.readString(stderr));
    }
    return took;
  }

  private static String classPath(Path directory) throws IOException {
    Path application = directory.resolve("application.jar");
    SmallJar.write(application, List.of(Empty.class, Loads.class, Begins.class, Processor.class));
    return Stream.concat(
            Stream.of(application.toString()),
            Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> entry.matches(".*/(softstart-core-|slf4j-api-)[^/]*jar")))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String number(String format, List<Double> values) {
    return String.format(Locale.ROOT, format, Page.median(values));
  }
}
