import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What {@code Startup.begin} costs a cold JVM: pairs of an empty main and one that begins, started
 * by turns, so that whatever else the machine does hits both alike.
 *
 * <p>Arguments: class path, number of pairs.
 */
public final class BeginCost {
  private BeginCost() {}

  /** An application that does nothing. */
  public static final class Empty {
    /** Ends at once. */
    public static void main(String[] args) {
      Runtime.getRuntime().halt(0);
    }
  }

  /** Runs the pairs and prints the medians. */
  public static void main(String[] args) throws Exception {
    String classPath = args[0];
    int pairs = Integer.parseInt(args[1]);
    run(classPath, "BeginCost$Empty", "");
    run(classPath, "Begins", "");
    double[] empty = new double[pairs];
    double[] begins = new double[pairs];
    double[] ratio = new double[pairs];
    double[] inside = new double[pairs];
    double[] remembered = new double[pairs];
    for (int i = 0; i < pairs; i++) {
      empty[i] = run(classPath, "BeginCost$Empty", "")[0];
      double[] measured = run(classPath, "Begins", "");
      begins[i] = measured[0];
      inside[i] = measured[1];
      ratio[i] = begins[i] / empty[i];
      remembered[i] = run(classPath, "Begins", args[2])[1];
    }
    System.out.printf("Java %s, %d pairs, medians%n", System.getProperty("java.version"), pairs);
    System.out.printf("empty main          %6.1f ms, start to end of the process%n", median(empty));
    System.out.printf("main with begin     %6.1f ms%n", median(begins));
    System.out.printf("ratio of the pairs  %6.3f%n", median(ratio));
    System.out.printf("begin itself        %6.1f ms of CPU on its thread%n", median(inside));
    System.out.printf("  with a state dir  %6.1f ms%n", median(remembered));
  }

  /** {@return milliseconds of the process, and those that it prints} */
  private static double[] run(String classPath, String main, String state)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", classPath, main));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("SOFTSTART_STATE_DIR", state);
    long from = System.nanoTime();
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes()).strip();
    process.waitFor();
    double took = (System.nanoTime() - from) / 1e6;
    return new double[] {took, printed.isEmpty() ? 0 : Double.parseDouble(printed)};
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
