package io.softstart.crash;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What Linux tells about the process, its container and its host, below {@code /proc} and {@code
 * /sys/fs/cgroup}; nothing where there are none.
 *
 * <p>Sources: proc(5), and the kernel's cgroup-v1/memory.rst and cgroup-v2.rst. In a container
 * {@code /sys/fs/cgroup} is its own cgroup already; elsewhere {@code /proc/self/cgroup} says where
 * below it the process stands.
 */
final class Machine {
  private static final int LONGEST = 1 << 20;

  /** Version 1 says "no limit" by a number close to the largest one, rounded to pages. */
  private static final long UNLIMITED = Long.MAX_VALUE / 2;

  private final Path root;

  /** Another root than {@code /} is for tests. */
  Machine(Path root) {
    this.root = root;
  }

  static Machine here() {
    return new Machine(Path.of("/"));
  }

  Path root() {
    return root;
  }

  /** {@return how much memory the container may use, in bytes} */
  OptionalLong memoryLimit() {
    return limit(cgroup("memory", "memory.max", "memory.limit_in_bytes"));
  }

  /** {@return how many processes and threads the container may have} */
  OptionalLong taskLimit() {
    return limit(cgroup("pids", "pids.max", "pids.max"));
  }

  /** {@return how often the OOM killer has struck in this cgroup, since the cgroup was made} */
  OptionalLong oomKills() {
    return number(valueOf(cgroup("memory", "memory.events", "memory.oom_control"), "oom_kill"));
  }

  /**
   * {@return how often it has struck on this host since it was booted} A restarted container has a
   * new cgroup, whose counter begins at zero: this one goes on. It is not hidden from containers.
   */
  OptionalLong oomKillsOfHost() {
    return number(valueOf(read("proc/vmstat"), "oom_kill"));
  }

  /** {@return a name for the time since the last boot} */
  String boot() {
    return read("proc/sys/kernel/random/boot_id").strip();
  }

  String host() {
    return read("proc/sys/kernel/hostname").strip();
  }

  OptionalLong threads() {
    return number(valueOf(read("proc/self/status"), "Threads:"));
  }

  /** {@return the soft limit of processes and threads of this user} */
  OptionalLong userTaskLimit() {
    return number(valueOf(read("proc/self/limits"), "Max processes"));
  }

  String operatingSystem() {
    for (String line : read("etc/os-release").split("\n", -1)) {
      if (line.startsWith("PRETTY_NAME=")) {
        return line.substring("PRETTY_NAME=".length()).replace("\"", "");
      }
    }
    return "";
  }

  /** {@return where something is mounted, the root left aside} */
  List<Path> mountPoints() {
    return mounts("");
  }

  /** {@return where something is mounted that may be written} */
  List<Path> writableMounts() {
    return mounts("rw");
  }

  private List<Path> mounts(String option) {
    List<Path> points = new ArrayList<>();
    for (String line : read("proc/self/mounts").split("\n", -1)) {
      String[] words = line.split(" ", -1);
      if (words.length > 3 && words[1].length() > 1 && words[3].startsWith(option)) {
        points.add(Path.of(words[1].replace("\\040", " ")));
      }
    }
    return points;
  }

  /** {@return the text of a file, empty if it cannot be read} */
  String read(String path) {
    try (InputStream in = Files.newInputStream(root.resolve(path))) {
      return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
    } catch (IOException | SecurityException unreadable) {
      return "";
    }
  }

  /** Asks version 2, then version 1; each in the cgroup of this process, then at the top. */
  private String cgroup(String controller, String v2, String v1) {
    String own = ownCgroup("");
    String ownV1 = ownCgroup(controller);
    String[] places = {
      own + "/" + v2, v2, controller + ownV1 + "/" + v1, controller + "/" + v1,
    };
    for (String place : places) {
      String text = read("sys/fs/cgroup/" + (place.startsWith("/") ? place.substring(1) : place));
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }

  /** A line is {@code 4:memory:/path}; that of version 2 names no controller. */
  private String ownCgroup(String controller) {
    for (String line : read("proc/self/cgroup").split("\n", -1)) {
      String[] parts = line.split(":", 3);
      if (parts.length == 3 && parts[1].equals(controller) && !parts[2].equals("/")) {
        return parts[2];
      }
    }
    return "";
  }

  private static OptionalLong limit(String text) {
    OptionalLong limit = number(text);
    return limit.isPresent() && limit.getAsLong() < UNLIMITED ? limit : OptionalLong.empty();
  }

  /** {@return what stands behind a word at the begin of a line} */
  private static String valueOf(String text, String word) {
    for (String line : text.split("\n", -1)) {
      if (line.startsWith(word)
          && line.length() > word.length()
          && line.charAt(word.length()) <= ' ') {
        return line.substring(word.length()).strip();
      }
    }
    return "";
  }

  /** {@return the number that a text begins with} */
  private static OptionalLong number(String text) {
    String plain = text.strip();
    int end = 0;
    while (end < plain.length() && plain.charAt(end) >= '0' && plain.charAt(end) <= '9') {
      end++;
    }
    try {
      return end == 0
          ? OptionalLong.empty()
          : OptionalLong.of(Long.parseLong(plain.substring(0, end)));
    } catch (NumberFormatException tooLong) {
      return OptionalLong.empty();
    }
  }
}
