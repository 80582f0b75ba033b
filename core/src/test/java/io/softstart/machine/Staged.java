package io.softstart.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A machine made of files as the kernel writes them. */
public final class Staged {
  private Staged() {}

  /** Writes files below a root; {@code proc/self/cgroup} and its text, for example. */
  public static Machine machine(Path root, String... filesAndTexts) throws IOException {
    for (int i = 0; i < filesAndTexts.length; i += 2) {
      Path file = root.resolve(filesAndTexts[i]);
      Files.createDirectories(file.getParent());
      Files.writeString(file, filesAndTexts[i + 1]);
    }
    return new Machine(root);
  }

  /** A machine whose process is in these cgroups, with files below {@code /sys/fs/cgroup}. */
  public static Cgroup cgroup(Path root, String ownGroups, String... filesAndTexts)
      throws IOException {
    for (int i = 0; i < filesAndTexts.length; i += 2) {
      machine(root, "sys/fs/cgroup/" + filesAndTexts[i], filesAndTexts[i + 1]);
    }
    return new Cgroup(machine(root, "proc/self/cgroup", ownGroups));
  }
}
