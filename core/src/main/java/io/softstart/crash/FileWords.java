package io.softstart.crash;

import io.softstart.machine.Machine;
import io.softstart.machine.Mounts;
import io.softstart.text.Sizes;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * What can be found out about a file that is missing, denied, or on a full file system.
 *
 * @param thrown what names the file
 * @param message its message
 * @param machine whose mounts are looked at
 */
record FileWords(Throwable thrown, String message, Machine machine) {
  String of(String name) {
    String file = file();
    return switch (name) {
      case "file" -> file.isEmpty() ? "a file" : file;
      case "full" -> file.isEmpty() ? fullMount() : file;
      case "space" -> space(file.isEmpty() ? fullMount() : file);
      case "above" -> above(file);
      case "thing" -> file.contains("secret") ? "the secret" : "the volume";
      case "mounted" -> isInVolume(file) ? ", a volume" : "";
      case "rights" -> rights(file);
      default -> "";
    };
  }

  /** The JDK's old classes put the file in front of the reason: {@code /x (Permission denied)}. */
  private String file() {
    if (thrown instanceof FileSystemException) {
      int reason = message.indexOf(": ");
      return reason < 0 ? message : message.substring(0, reason);
    }
    int reason = message.lastIndexOf(" (");
    return thrown instanceof FileNotFoundException && reason > 0
        ? message.substring(0, reason)
        : "";
  }

  private static String space(String file) {
    File at = new File(file).getAbsoluteFile();
    while (at.getParentFile() != null && !at.exists()) {
      at = at.getParentFile();
    }
    return Sizes.text(at.getUsableSpace()) + " of " + Sizes.text(at.getTotalSpace());
  }

  /** What streams throw does not name their file: look which file system has nothing left. */
  private String fullMount() {
    for (Path mount : new Mounts(machine).writable()) {
      File place = mount.toFile();
      if (place.getUsableSpace() == 0 && place.getTotalSpace() > 0) {
        return mount.toString();
      }
    }
    return "";
  }

  /** {@return the topmost directory above the file that does not exist} */
  private static String above(String file) {
    Path existing = existing(file);
    Path path = path(file);
    if (existing == null || path == null || existing.equals(path.getParent())) {
      return "";
    }
    return existing.resolve(existing.relativize(path).getName(0)).toString();
  }

  private boolean isInVolume(String file) {
    Path existing = existing(file);
    return existing != null && new Mounts(machine).points().contains(existing);
  }

  /** {@return the nearest directory above the file that exists} */
  private static @Nullable Path existing(String file) {
    Path path = path(file);
    Path above = path == null ? null : path.getParent();
    while (above != null && !Files.exists(above)) {
      above = above.getParent();
    }
    return above;
  }

  private static @Nullable Path path(String file) {
    try {
      return Path.of(file.isEmpty() ? "." : file).toAbsolutePath().normalize();
    } catch (InvalidPathException notAPathOfThisSystem) {
      return null;
    }
  }

  private static String rights(String file) {
    try {
      PosixFileAttributes of =
          Files.readAttributes(Path.of(file), PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return ": it belongs to "
          + of.owner().getName()
          + ":"
          + of.group().getName()
          + ", mode "
          + PosixFilePermissions.toString(of.permissions());
    } catch (IOException | RuntimeException unknown) {
      return ""; // a directory above it may be closed
    }
  }
}
