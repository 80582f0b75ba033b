package io.softstart.preflight;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A directory, and what it is needed for. */
record Directory(Path path, Need need) implements Preflight {
  enum Need {
    EXISTS("a directory"),
    WRITABLE("a directory that can be written"),
    NOT_EMPTY("a directory with something in it");

    private final String words;

    Need(String words) {
      this.words = words;
    }
  }

  @Override
  public Optional<Finding> look() throws IOException {
    if (!Files.exists(path)) {
      return finding("does not exist", "create it, or mount the volume there");
    }
    if (!Files.isDirectory(path)) {
      return finding("is a file, not a directory", "name the directory it is in");
    }
    return switch (need) {
      case EXISTS -> Optional.empty();
      case WRITABLE -> lookForRights();
      case NOT_EMPTY -> lookForContent();
    };
  }

  private Optional<Finding> lookForRights() throws IOException {
    try {
      Files.delete(Files.createTempFile(path, ".softstart", null));
      return Optional.empty();
    } catch (AccessDeniedException denied) {
      return finding(
          "cannot be written by user " + System.getProperty("user.name"),
          "give that user the right to write it (chown, or fsGroup in the pod spec)");
    } catch (FileSystemException refused) {
      String reason = refused.getReason(); // its message begins with the file that was tried
      return finding(
          "cannot be written" + (reason == null ? "" : ": " + reason),
          "is it on a read-only file system, or is its disk full?");
    }
  }

  private Optional<Finding> lookForContent() throws IOException {
    try (DirectoryStream<Path> content = Files.newDirectoryStream(path)) {
      return content.iterator().hasNext()
          ? Optional.empty()
          : finding("is empty", VolumeHint.of(path, "fill it, or name another directory"));
    }
  }

  private Optional<Finding> finding(String found, String action) {
    return Optional.of(Finding.of("directory " + path, found, need.words, action));
  }
}
