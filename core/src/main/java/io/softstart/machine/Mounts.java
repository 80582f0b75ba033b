package io.softstart.machine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where volumes are mounted, the root left aside, by {@code /proc/self/mounts}.
 *
 * @param machine whose file is read
 */
public record Mounts(Machine machine) {
  /** {@return where something is mounted} */
  public List<Path> points() {
    return points("");
  }

  /** {@return where something is mounted that may be written} */
  public List<Path> writable() {
    return points("rw");
  }

  /** {@return the mount point that a path is at or below; null if that is the root} */
  public @Nullable Path over(Path path) {
    Path whole = path.toAbsolutePath().normalize();
    Path deepest = null;
    for (Path point : points()) {
      if (whole.startsWith(point) && (deepest == null || point.startsWith(deepest))) {
        deepest = point;
      }
    }
    return deepest;
  }

  private List<Path> points(String option) {
    List<Path> points = new ArrayList<>();
    for (String line : machine.read("proc/self/mounts").split("\n", -1)) {
      String[] words = line.split(" ", -1);
      if (words.length > 3 && words[1].length() > 1 && words[3].startsWith(option)) {
        points.add(Path.of(words[1].replace("\\040", " ")));
      }
    }
    return points;
  }
}
