package io.softstart.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.stream.Stream;

/** The machine that measures, as far as it matters to who compares numbers; without its name. */
public final class Host {
  private Host() {}

  /** {@return cores, memory, kernel, Java, day, and how busy the machine is now} */
  public static String description() {
    return String.format(
        Locale.ROOT,
        "Machine: %d cores (%s), %.0f GB, Linux %s, Java %s; %s; load average %s.",
        Runtime.getRuntime().availableProcessors(),
        after("/proc/cpuinfo", "model name"),
        Long.parseLong(after("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) / 1048576.0,
        read("/proc/sys/kernel/osrelease").strip(),
        System.getProperty("java.version"),
        LocalDate.now(ZoneOffset.UTC),
        load());
  }

  /** {@return how many processes wanted a core in the last minute, on the average} */
  public static String load() {
    String text = read("/proc/loadavg");
    return text.substring(0, text.indexOf(' '));
  }

  /**
   * {@return by how much things may take longer here and now: 1, or more on a machine at its limit}
   */
  public static double slowness() {
    return Math.max(1, Double.parseDouble(load()) / Runtime.getRuntime().availableProcessors() / 2);
  }

  private static String after(String file, String key) {
    return Stream.of(read(file).split("\n", -1))
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("0");
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException("measured on Linux only", e);
    }
  }
}
