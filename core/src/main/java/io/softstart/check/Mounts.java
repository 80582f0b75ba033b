package io.softstart.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where volumes are mounted, by the fifth field of each line of {@code /proc/self/mountinfo}. */
final class Mounts {
  private static final Path TABLE = Path.of("/proc/self/mountinfo");

  private Mounts() {}

  /** Returns what to do about something that is not there, where a volume may hide it. */
  static String hintFor(Path path, String otherwise) {
    return hintFor(path, otherwise, TABLE);
  }

  static String hintFor(Path path, String otherwise, Path table) {
    Path volume = over(path.toAbsolutePath().normalize(), table);
    return volume == null
        ? otherwise
        : "mount the volume that is at "
            + volume
            + " somewhere else: it hides what the image has in that place";
  }

  /** Returns the mount point that a path is at or below; null if that is the root. */
  private static @Nullable Path over(Path path, Path table) {
    Path deepest = null;
    for (String line : lines(table)) {
      String[] fields = line.split(" ", 6);
      if (fields.length > 4) {
        Path point = Path.of(fields[4].replace("\\040", " "));
        boolean counts = path.startsWith(point) && point.getNameCount() > 0;
        if (counts && (deepest == null || point.getNameCount() >= deepest.getNameCount())) {
          deepest = point;
        }
      }
    }
    return deepest;
  }

  private static List<String> lines(Path table) {
    try {
      return Files.exists(table) ? Files.readAllLines(table) : List.of();
    } catch (IOException unreadable) {
      return List.of();
    }
  }
}
