package io.softstart.crash;

import io.softstart.machine.Machine;
import io.softstart.text.Sizes;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** A file that is missing, denied, on a read-only or a full file system. */
final class FileKiller implements Killer {
  @Override
  public @Nullable Explanation explain(Throwable thrown, String message, CrashScene scene) {
    if (!(thrown instanceof IOException)) {
      return null;
    }
    String file = fileOf(thrown, message);
    if (message.contains("No space left on device") || message.contains("quota exceeded")) {
      return full(file.isEmpty() ? fullOnes(scene.machine()) : file);
    }
    if (message.contains("Read-only file system")) {
      return new Explanation(
          named(file) + " cannot be written: its file system is read-only",
          "mount a writable volume there (readOnlyRootFilesystem wants an emptyDir), or write"
              + " elsewhere");
    }
    if (thrown instanceof NoSuchFileException
        || (thrown instanceof FileNotFoundException && message.contains("No such file"))) {
      return missing(file, scene.machine());
    }
    if (thrown instanceof AccessDeniedException
        || (thrown instanceof FileNotFoundException && message.contains("ermission denied"))) {
      return denied(file);
    }
    return null;
  }

  /** JDK's old classes put the file in front of the reason: {@code /x (Permission denied)}. */
  private static String fileOf(Throwable thrown, String message) {
    if (thrown instanceof FileSystemException) {
      int reason = message.indexOf(": ");
      return reason < 0 ? message : message.substring(0, reason);
    }
    int reason = message.lastIndexOf(" (");
    return thrown instanceof FileNotFoundException && reason > 0
        ? message.substring(0, reason)
        : "";
  }

  private static Explanation full(String file) {
    File at = new File(file).getAbsoluteFile();
    while (at.getParentFile() != null && !at.exists()) {
      at = at.getParentFile();
    }
    String sizes =
        file.isEmpty()
            ? ""
            : ": "
                + Sizes.text(at.getUsableSpace())
                + " of "
                + Sizes.text(at.getTotalSpace())
                + " are free";
    return new Explanation(
        "the file system" + (file.isEmpty() ? "" : " of " + file) + " is full" + sizes,
        "make room on that volume or enlarge it; look at its inodes too (df -i)");
  }

  /** What streams throw does not name their file: look which file system has nothing left. */
  private static String fullOnes(Machine machine) {
    for (Path mount : machine.mounts().writable()) {
      File place = mount.toFile();
      if (place.getUsableSpace() == 0 && place.getTotalSpace() > 0) {
        return mount.toString();
      }
    }
    return "";
  }

  private static Explanation missing(String file, Machine machine) {
    Path path = Path.of(file.isEmpty() ? "." : file).toAbsolutePath().normalize();
    Path missing = path;
    Path above = path.getParent();
    while (above != null && !Files.exists(above)) {
      missing = above;
      above = above.getParent();
    }
    if (missing.equals(path)) {
      boolean mounted = machine.mounts().points().contains(above);
      return new Explanation(
          named(file) + " does not exist; its directory does" + (mounted ? ", a volume" : ""),
          "check the name, and the keys or items of what is mounted there");
    }
    String thing = file.contains("secret") ? "the secret" : "the volume";
    return new Explanation(
        named(file) + " does not exist, and neither does " + missing,
        "mount " + thing + " there, or correct the path");
  }

  private static Explanation denied(String file) {
    String rights = "";
    try {
      PosixFileAttributes of =
          Files.readAttributes(Path.of(file), PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      rights =
          ": it belongs to "
              + of.owner().getName()
              + ":"
              + of.group().getName()
              + ", mode "
              + PosixFilePermissions.toString(of.permissions());
    } catch (IOException | RuntimeException unknown) {
      // a directory above it may be closed
    }
    return new Explanation(
        "the user " + System.getProperty("user.name") + " may not use " + named(file) + rights,
        "give that user the right: owner or mode of the file, or securityContext.fsGroup for a"
            + " volume");
  }

  private static String named(String file) {
    return file.isEmpty() ? "a file" : file;
  }
}
