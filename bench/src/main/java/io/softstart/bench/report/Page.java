package io.softstart.bench.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A page of docs/benchmarks, written by the measurement whose results it shows. Mutable. */
public final class Page {
  private static final Path DIRECTORY = Path.of("docs", "benchmarks");

  private final StringBuilder text = new StringBuilder();

  /** Begins a page that names the command and the machine. */
  public Page(String title, String command) {
    text.append("# ").append(title).append("\n\nWritten by `").append(command);
    text.append("`; do not edit. ").append(Host.description()).append("\n");
  }

  /** Adds a paragraph. */
  public Page paragraph(String words) {
    text.append('\n').append(words.strip()).append('\n');
    return this;
  }

  /** Adds a heading. */
  public Page section(String title) {
    text.append("\n## ").append(title).append('\n');
    return this;
  }

  /** Adds a table; numbers are to the right, the first column is not. */
  public Page table(List<String> head, List<List<String>> rows) {
    text.append('\n').append(row(head)).append("|---");
    text.append("|---:".repeat(head.size() - 1)).append("|\n");
    rows.forEach(cells -> text.append(row(cells)));
    return this;
  }

  private static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  /** Adds a chart that lies beside the page. */
  public Page chart(String title, String file) {
    return paragraph("![" + title + "](" + file + ")");
  }

  /** {@return where a file of this name lies beside the page} */
  public static Path beside(String file) throws IOException {
    return Files.createDirectories(DIRECTORY).resolve(file);
  }

  /** Prints the page and writes it. */
  public void write(String file) throws IOException {
    System.out.println(text);
    Files.write(beside(file), text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** {@return the middle one of some measurements} */
  public static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
