package io.softstart.status;

import io.softstart.log.Json;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the process uses of what it may use, read from {@code /proc} and from the control group's
 * files (v2, else v1), since management beans cost 30 to 55 ms when they are first used. What
 * cannot be read is left out.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html">Control Group v2</a>
 */
final class Resources {
  /** Version 1 has no word for "no limit", only a number near the largest one. */
  private static final long UNLIMITED = 1L << 60;

  private final Path root;

  /** Reads below a root, {@code /} outside of tests. */
  Resources(Path root) {
    this.root = root;
  }

  Json now() {
    Runtime runtime = Runtime.getRuntime();
    Json json =
        Json.object()
            .put("heap_used_bytes", runtime.totalMemory() - runtime.freeMemory())
            .put("heap_max_bytes", runtime.maxMemory());
    put(json, "memory_used_bytes", number("memory.current", "memory/memory.usage_in_bytes"));
    put(json, "memory_limit_bytes", number("memory.max", "memory/memory.limit_in_bytes"));
    put(json, "cpu_limit_millicores", cpuLimit());
    put(json, "cpu_periods", stat("nr_periods"));
    put(json, "cpu_throttled_periods", stat("nr_throttled"));
    put(json, "cpu_throttled_ms", throttled());
    File directory = new File(".").getAbsoluteFile();
    json.put("disk_free_bytes", directory.getUsableSpace())
        .put("disk_total_bytes", directory.getTotalSpace());
    String[] files = root.resolve("proc/self/fd").toFile().list();
    put(json, "files_open", files == null ? null : (long) files.length);
    put(json, "files_limit", filesLimit());
    return json;
  }

  private static void put(Json json, String name, @Nullable Long value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  private @Nullable Long throttled() {
    Long micros = stat("throttled_usec");
    if (micros != null) {
      return micros / 1_000;
    }
    Long nanos = stat("throttled_time");
    return nanos == null ? null : nanos / 1_000_000;
  }

  private @Nullable Long number(String v2, String v1) {
    List<String> lines = lines(group().resolve(v2));
    if (lines.isEmpty()) {
      lines = lines(root.resolve("sys/fs/cgroup").resolve(v1));
    }
    Long value = lines.isEmpty() ? null : parsed(lines.get(0));
    return value == null || value >= UNLIMITED ? null : value;
  }

  /** The limit of {@code cpu.max} is "quota period", both in microseconds. */
  private @Nullable Long cpuLimit() {
    List<String> lines = lines(group().resolve("cpu.max"));
    Long quota;
    Long period;
    if (lines.isEmpty()) {
      quota = number("cpu.cfs_quota_us", "cpu/cpu.cfs_quota_us");
      period = number("cpu.cfs_period_us", "cpu/cpu.cfs_period_us");
    } else {
      String[] both = lines.get(0).split(" ", -1);
      quota = parsed(both[0]);
      period = both.length < 2 ? null : parsed(both[1]);
    }
    return quota == null || period == null || quota <= 0 || period <= 0
        ? null
        : quota * 1_000 / period;
  }

  private @Nullable Long stat(String name) {
    List<String> lines = lines(group().resolve("cpu.stat"));
    if (lines.isEmpty()) {
      lines = lines(root.resolve("sys/fs/cgroup/cpu/cpu.stat"));
    }
    for (String line : lines) {
      if (line.startsWith(name + " ")) {
        return parsed(line.substring(name.length() + 1));
      }
    }
    return null;
  }

  private @Nullable Long filesLimit() {
    for (String line : lines(root.resolve("proc/self/limits"))) {
      if (line.startsWith("Max open files")) {
        return parsed(line.substring("Max open files".length()).strip().split(" ", 2)[0]);
      }
    }
    return null;
  }

  /** Inside of a container the group is the root; outside, {@code 0::/user.slice/...} names it. */
  private Path group() {
    Path groups = root.resolve("sys/fs/cgroup");
    for (String line : lines(root.resolve("proc/self/cgroup"))) {
      Path own = groups.resolve(line.startsWith("0::/") ? line.substring("0::/".length()) : "");
      if (line.startsWith("0::/") && Files.isDirectory(own)) {
        return own;
      }
    }
    return groups;
  }

  private static @Nullable Long parsed(String number) {
    try {
      return Long.valueOf(number.strip());
    } catch (NumberFormatException word) { // such as max, or unlimited
      return null;
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException unreadable) {
      return List.of();
    }
  }
}
