package io.softstart.preflight;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** A file that this user can read and, if it is a key, not everybody. */
record ReadableFile(Path path, boolean isPrivate) implements Preflight {
  @Override
  public Optional<Finding> look() throws IOException {
    if (!Files.exists(path)) {
      return finding("does not exist", VolumeHint.of(path, "is it mounted there?"));
    }
    if (Files.isDirectory(path)) {
      return finding(
          "is a directory",
          "name the file in it; a container engine makes a directory where the file to mount is"
              + " missing on the host");
    }
    if (!Files.isReadable(path)) {
      return finding(
          "cannot be read by user " + System.getProperty("user.name"),
          "give that user the right to read it (chown, or fsGroup in the pod spec)");
    }
    return isPrivate && isPosix() ? others() : Optional.empty();
  }

  private boolean isPosix() {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private Optional<Finding> others() throws IOException {
    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(path);
    return mode.contains(PosixFilePermission.OTHERS_READ)
        ? finding(
            "can be read by every user of the host (" + PosixFilePermissions.toString(mode) + ")",
            "chmod 600; for a secret's volume in a pod, defaultMode: 0400")
        : Optional.empty();
  }

  private Optional<Finding> finding(String found, String action) {
    String needed = isPrivate ? "a file that only its owner can read" : "a file that can be read";
    return Optional.of(Finding.of("file " + path, found, needed, action));
  }
}
