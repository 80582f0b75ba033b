package io.softstart.check;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel grants this process: the files of cgroup v1 and v2, since an MXBean costs 30 ms.
 * The tightest limit from the process's own group up to the root counts.
 *
 * @param root the file system's root; another one in tests
 */
record Container(Path root) {
  /** What v1 says where there is no limit is near the largest number. */
  private static final long NO_LIMIT = 1L << 60;

  static Container ofThisProcess() {
    return new Container(Path.of("/"));
  }

  /** Returns the memory limit in bytes; empty where there is none. */
  OptionalLong memoryLimit() {
    long least = NO_LIMIT;
    for (Path group = ownGroup("memory"); group != null; group = parentOf(group)) {
      least = Math.min(least, number(firstLine(group.resolve("memory.max"))));
      least = Math.min(least, number(firstLine(group.resolve("memory.limit_in_bytes"))));
    }
    return least == NO_LIMIT ? OptionalLong.empty() : OptionalLong.of(least);
  }

  /** Returns the CPU limit in thousandths of a core; empty where there is none. */
  OptionalLong cpuLimit() {
    long least = NO_LIMIT;
    for (Path group = ownGroup("cpu"); group != null; group = parentOf(group)) {
      String both = firstLine(group.resolve("cpu.max")); // "50000 100000", or "max 100000"
      int blank = both.indexOf(' ');
      least =
          Math.min(
              least,
              blank < 0
                  ? thousandths(
                      firstLine(group.resolve("cpu.cfs_quota_us")),
                      firstLine(group.resolve("cpu.cfs_period_us")))
                  : thousandths(both.substring(0, blank), both.substring(blank + 1)));
    }
    return least == NO_LIMIT ? OptionalLong.empty() : OptionalLong.of(least);
  }

  private static long thousandths(String quota, String period) {
    long of = number(period);
    long granted = number(quota);
    return granted == NO_LIMIT || of == NO_LIMIT || of == 0 ? NO_LIMIT : granted * 1000 / of;
  }

  /** Finds it in {@code /proc/self/cgroup}: {@code 0::/path} (v2), {@code 4:cpu,cpuacct:/path}. */
  private @Nullable Path ownGroup(String controller) {
    Path groups = root.resolve("sys/fs/cgroup");
    Path unified = null;
    String table = text(root.resolve("proc/self/cgroup"));
    int next = 0;
    for (int end = table.indexOf('\n'); end >= 0; end = table.indexOf('\n', next)) {
      String line = table.substring(next, end);
      next = end + 1;
      int first = line.indexOf(':');
      int second = line.indexOf(':', first + 1);
      if (first < 0 || second < 0) {
        continue;
      }
      String path = line.substring(second + 1);
      String below = path.startsWith("/") ? path.substring(1) : path;
      if (("," + line.substring(first + 1, second) + ",").contains("," + controller + ",")) {
        return groups.resolve(controller).resolve(below);
      }
      if (line.startsWith("0::")) {
        unified = groups.resolve(below);
      }
    }
    return unified;
  }

  /** Inside of a container the path may be the host's: then only the root of it is there. */
  private @Nullable Path parentOf(Path group) {
    Path parent = group.getParent();
    return parent != null && parent.startsWith(root.resolve("sys/fs/cgroup")) ? parent : null;
  }

  private static String firstLine(Path file) {
    String text = text(file);
    int end = text.indexOf('\n');
    return (end < 0 ? text : text.substring(0, end)).strip();
  }

  /**
   * Not by {@code Files}, whose channels and decoders are 40 classes that nobody has loaded yet.
   */
  private static String text(Path file) {
    try (InputStream in = new FileInputStream(file.toFile())) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException | SecurityException unreadable) {
      return ""; // not told, so not known: a check that cannot be sure is silent
    }
  }

  private static long number(String text) {
    try {
      long number = Long.parseLong(text);
      return number < 0 || number > NO_LIMIT ? NO_LIMIT : number;
    } catch (NumberFormatException none) { // "max", or no such file
      return NO_LIMIT;
    }
  }
}
