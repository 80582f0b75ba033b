package io.softstart.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file system in memory, of a size that can be filled; only root may mount one. */
final class SmallVolume implements AutoCloseable {
  final Path directory;
  private final boolean mounted;

  /** Options as mount takes them: {@code size=64k}, {@code ro}. */
  SmallVolume(Path directory, String options) throws IOException {
    this.directory = Files.createDirectories(directory);
    mounted = run("mount", "-t", "tmpfs", "-o", options, "tmpfs", directory.toString());
  }

  boolean isMounted() {
    return mounted;
  }

  void remount(String options) throws IOException {
    run("mount", "-o", "remount," + options, directory.toString());
  }

  @Override
  public void close() throws IOException {
    if (mounted) {
      run("umount", "-l", directory.toString());
    }
  }

  private static boolean run(String... command) throws IOException {
    try {
      List<String> words = new ArrayList<>(List.of(command));
      return new ProcessBuilder(words).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException noSuchCommand) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
