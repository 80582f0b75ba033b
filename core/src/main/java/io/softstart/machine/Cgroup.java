package io.softstart.machine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel grants this process, and what it took of it: the files of cgroup v1 and v2, since
 * an MXBean costs 30 ms. The tightest limit from the process's own group up to the root counts, and
 * the counters of the nearest group that has them.
 *
 * <p>Sources: the kernel's cgroup-v1/memory.rst, cgroup-v2.rst and scheduler/sched-bwc.rst.
 *
 * @param machine whose files are read
 */
public record Cgroup(Machine machine) {
  private static final String GROUPS = "sys/fs/cgroup";

  /** What v1 says where there is no limit is near the largest number. */
  private static final long NO_LIMIT = 1L << 60;

  /** {@return how much memory the container may use, in bytes; empty where there is no limit} */
  public OptionalLong memoryLimit() {
    return least("memory", "memory.max", "memory.limit_in_bytes");
  }

  /**
   * {@return how much memory the container uses, in bytes} Without the file cache that the kernel
   * takes back first, as {@code kubectl top} and {@code docker stats} count.
   */
  public OptionalLong memoryUsed() {
    OptionalLong all = number("memory", "", "memory.current", "memory.usage_in_bytes");
    OptionalLong cache = number("memory", "total_inactive_file", "memory.stat"); // v1, all below
    cache = cache.isPresent() ? cache : number("memory", "inactive_file", "memory.stat");
    return all.isPresent() ? OptionalLong.of(Math.max(0, all.getAsLong() - cache.orElse(0))) : all;
  }

  /** {@return how often the OOM killer has struck in this cgroup, since the cgroup was made} */
  public OptionalLong oomKills() {
    return number("memory", "oom_kill", "memory.events", "memory.oom_control");
  }

  /** {@return how many processes and threads the container may have} */
  public OptionalLong taskLimit() {
    return least("pids", "pids.max");
  }

  /** {@return the CPU limit in thousandths of a core; empty where there is none} */
  public OptionalLong cpuLimit() {
    long least = NO_LIMIT;
    for (Path group = own("cpu"); group != null; group = above(group)) {
      String both = Machine.read(group.resolve("cpu.max")); // "50000 100000", or "max 100000"
      int blank = both.indexOf(' ');
      long granted =
          blank < 0
              ? thousandths(
                  Machine.read(group.resolve("cpu.cfs_quota_us")),
                  Machine.read(group.resolve("cpu.cfs_period_us")))
              : thousandths(both, both.substring(blank + 1));
      least = Math.min(least, granted);
    }
    return known(least);
  }

  private static long thousandths(String quota, String period) {
    long granted = Machine.number(quota).orElse(NO_LIMIT);
    long of = Machine.number(period).orElse(0);
    return granted >= NO_LIMIT || of == 0 ? NO_LIMIT : granted * 1000 / of;
  }

  /**
   * How the CPU limit has slowed the container since it was made.
   *
   * @param periods in how many periods it wanted to run
   * @param throttled in how many of them it had used its share before the end
   * @param time how long it stood still, summed over the processors
   */
  public record Throttling(long periods, long throttled, Duration time) {}

  /** {@return how the CPU limit has slowed the container; empty where that is not counted} */
  public Optional<Throttling> throttling() {
    OptionalLong throttled = number("cpu", "nr_throttled", "cpu.stat");
    if (throttled.isEmpty()) {
      return Optional.empty();
    }
    long nanos = // the first is v1's
        number("cpu", "throttled_time", "cpu.stat")
            .orElse(number("cpu", "throttled_usec", "cpu.stat").orElse(0) * 1_000);
    return Optional.of(
        new Throttling(
            number("cpu", "nr_periods", "cpu.stat").orElse(0),
            throttled.getAsLong(),
            Duration.ofNanos(nanos)));
  }

  /** {@return the tightest limit of the own group and those above} */
  private OptionalLong least(String controller, String... files) {
    long least = NO_LIMIT;
    for (Path group = own(controller); group != null; group = above(group)) {
      for (String file : files) {
        String text = Machine.read(group.resolve(file));
        least = Math.min(least, Machine.number(text).orElse(NO_LIMIT));
      }
    }
    return known(least);
  }

  private static OptionalLong known(long limit) {
    return limit == NO_LIMIT ? OptionalLong.empty() : OptionalLong.of(limit);
  }

  /** {@return the number behind a word, or else at the begin, in the nearest group that has it} */
  private OptionalLong number(String controller, String word, String... files) {
    OptionalLong number = OptionalLong.empty();
    for (Path group = own(controller); group != null && number.isEmpty(); group = above(group)) {
      for (int i = 0; i < files.length && number.isEmpty(); i++) {
        String text = Machine.read(group.resolve(files[i]));
        number = Machine.number(word.isEmpty() ? text : Machine.valueOf(text, word));
      }
    }
    return number;
  }

  /**
   * Finds it in {@code /proc/self/cgroup}: {@code 0::/path} (v2), {@code 4:cpu,cpuacct:/path} (v1).
   */
  private Path own(String controller) {
    Path groups = machine.root().resolve(GROUPS);
    Path unified = groups.resolve(controller); // without such a table: what is there
    String table = machine.read("proc/self/cgroup");
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
  private @Nullable Path above(Path group) {
    Path parent = group.getParent();
    return parent != null && parent.startsWith(machine.root().resolve(GROUPS)) ? parent : null;
  }
}
