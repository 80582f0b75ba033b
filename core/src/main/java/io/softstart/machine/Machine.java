package io.softstart.machine;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * What Linux tells in files about the process and its host; nothing where there are none.
 *
 * <p>Source: proc(5).
 *
 * @param root the file system's root; another one in tests
 */
public record Machine(Path root) {
  private static final int LONGEST = 1 << 20;

  /** {@return the machine that this process runs on} */
  public static Machine here() {
    return new Machine(Path.of("/"));
  }

  /**
   * {@return how often the OOM killer has struck on this host since it was booted} A restarted
   * container has a new cgroup, whose counter begins at zero: this one goes on. It is not hidden
   * from containers.
   */
  public OptionalLong oomKills() {
    return number(valueOf(read("proc/vmstat"), "oom_kill"));
  }

  /** {@return a name for the time since the last boot} */
  public String boot() {
    return read("proc/sys/kernel/random/boot_id").strip();
  }

  public String host() {
    return read("proc/sys/kernel/hostname").strip();
  }

  /** {@return the user's name, or {@code uid 10001} where it has none, as in many containers} */
  public String user() {
    String name = System.getProperty("user.name", "?");
    String uid = valueOf(read("proc/self/status"), "Uid:"); // real, effective, saved, file system
    int end = uid.indexOf('\t');
    return name.equals("?") && end > 0 ? "uid " + uid.substring(0, end) : name;
  }

  /** {@return how many threads this process has} */
  public OptionalLong threads() {
    return number(valueOf(read("proc/self/status"), "Threads:"));
  }

  /** {@return the soft limit of processes and threads of this user} */
  public OptionalLong userTaskLimit() {
    return number(valueOf(read("proc/self/limits"), "Max processes"));
  }

  /** {@return how many files this process has open} */
  public OptionalLong filesOpen() {
    String[] files = root.resolve("proc/self/fd").toFile().list();
    return files == null ? OptionalLong.empty() : OptionalLong.of(files.length);
  }

  /** {@return the soft limit of open files} */
  public OptionalLong filesLimit() {
    return number(valueOf(read("proc/self/limits"), "Max open files"));
  }

  /** {@return the distribution and its version; empty if they are not known} */
  public String operatingSystem() {
    for (String line : read("etc/os-release").split("\n", -1)) {
      if (line.startsWith("PRETTY_NAME=")) {
        return line.substring("PRETTY_NAME=".length()).replace("\"", "");
      }
    }
    return "";
  }

  /** {@return the text of a file below the root, empty if it cannot be read} */
  public String read(String path) {
    return read(root.resolve(path));
  }

  /**
   * Not by {@code Files}, whose channels and decoders are 40 classes that nobody has loaded yet.
   */
  static String read(Path file) {
    try (InputStream in = new FileInputStream(file.toFile())) {
      return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
    } catch (IOException | SecurityException unreadable) {
      return ""; // not told, so not known
    }
  }

  /** {@return what stands behind a word at the begin of a line; empty if there is none} */
  static String valueOf(String text, String word) {
    for (String line : text.split("\n", -1)) {
      if (line.startsWith(word)
          && line.length() > word.length()
          && line.charAt(word.length()) <= ' ') {
        return line.substring(word.length()).strip();
      }
    }
    return "";
  }

  /** {@return the number that a text begins with; empty if it is none, as "max" and "-1"} */
  static OptionalLong number(String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    try {
      return end == 0
          ? OptionalLong.empty()
          : OptionalLong.of(Long.parseLong(text.substring(0, end)));
    } catch (NumberFormatException tooLong) {
      return OptionalLong.empty();
    }
  }
}
