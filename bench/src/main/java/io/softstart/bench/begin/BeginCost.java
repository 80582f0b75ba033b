package io.softstart.bench.begin;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code Startup.begin} costs a cold JVM: pairs of an empty main and one that begins, started
 * by turns, so that whatever else the machine does hits both alike.
 *
 * <p>Argument: number of pairs, 40 if there is none. Its children see core, slf4j-api and these
 * classes, nothing else.
 */
final class BeginCost {
  private BeginCost() {}

  public static void main(String[] args) throws Exception {
    int pairs = args.length == 0 ? 40 : Integer.parseInt(args[0]);
    String state = Files.createTempDirectory("softstart-bench-").toString();
    run(Empty.class, "");
    run(Begins.class, "");
    double[] empty = new double[pairs];
    double[] begins = new double[pairs];
    double[] ratio = new double[pairs];
    double[] inside = new double[pairs];
    double[] remembered = new double[pairs];
    for (int i = 0; i < pairs; i++) {
      empty[i] = run(Empty.class, "")[0];
      double[] measured = run(Begins.class, "");
      begins[i] = measured[0];
      inside[i] = measured[1];
      ratio[i] = begins[i] / empty[i];
      remembered[i] = run(Begins.class, state)[1];
    }
    System.out.printf(
        Locale.ROOT, "Java %s, %d pairs, medians%n", System.getProperty("java.version"), pairs);
    System.out.printf(
        Locale.ROOT, "empty main          %6.1f ms, start to end of the process%n", median(empty));
    System.out.printf(Locale.ROOT, "main with begin     %6.1f ms%n", median(begins));
    System.out.printf(Locale.ROOT, "ratio of the pairs  %6.3f%n", median(ratio));
    System.out.printf(
        Locale.ROOT, "begin itself        %6.1f ms of CPU on its thread%n", median(inside));
    System.out.printf(Locale.ROOT, "  with a state dir  %6.1f ms%n", median(remembered));
  }

  /** {@return milliseconds of the process, and those that it prints} */
  private static double[] run(Class<?> main, String state)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", classPath(), main.getName()));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("SOFTSTART_STATE_DIR", state);
    long from = System.nanoTime();
    Process process = builder.start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    process.waitFor();
    double took = (System.nanoTime() - from) / 1e6;
    return new double[] {took, printed.isEmpty() ? 0 : Double.parseDouble(printed)};
  }

  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> entry.matches(".*(softstart-core-|slf4j-api-|bench/target/classes).*"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
