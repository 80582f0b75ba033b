package io.softstart.preflight;

import io.softstart.text.Sizes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Room on the disk that a path is on. */
record DiskFree(Path path, long bytes) implements Preflight {
  @Override
  public Optional<Finding> look() throws IOException {
    try {
      long free = Files.getFileStore(path).getUsableSpace();
      return free >= bytes
          ? Optional.empty()
          : finding("has " + Sizes.text(free) + " of room left", "free some room, or enlarge it");
    } catch (NoSuchFileException missing) {
      return finding("cannot be measured: the path does not exist", "is the volume mounted there?");
    }
  }

  private Optional<Finding> finding(String found, String action) {
    return Optional.of(
        Finding.of("disk of " + path, found, "at least " + Sizes.text(bytes), action));
  }
}
