package io.softstart.history;

import io.softstart.log.Timestamp;
import io.softstart.text.Ascii;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A directory of our own below the one that the operator names: for this user only, since reports
 * tell a lot, and not a link that somebody else has put there. The operator's own directory may
 * belong to anybody: volumes mostly belong to root.
 *
 * <p>Several processes may use it at once. A file is replaced as a whole, under a lock; a process
 * that runs holds a lock on a file of its own, which the system takes away when it ends, in any
 * way.
 */
final class StateDirectory {
  private static final int REPORTS = 10;
  private static final String REPORT = "crash-";
  private static final String RUN = ".run";
  private static final String NEW = ".new";
  private static final int TRIES = 50;
  private static final long PAUSE_NANOS = 10_000_000;
  private static final long LEFT_MILLIS = 60_000;

  private final Path directory;

  private StateDirectory(Path directory) {
    this.directory = directory;
  }

  /**
   * Opens the directory, and makes it if need be.
   *
   * @throws IOException if it cannot be made, or is not ours alone; its message is for people
   */
  static StateDirectory open(Path parent, String application) throws IOException {
    Path directory = parent.resolve("softstart-" + fileName(application));
    boolean posix = parent.getFileSystem().supportedFileAttributeViews().contains("posix");
    try {
      if (posix) {
        Files.createDirectories(parent);
        Files.createDirectory(
            directory,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } else {
        Files.createDirectories(directory);
      }
    } catch (FileAlreadyExistsException fromAnEarlierRun) {
      // looked at below
    }
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(directory + " is a link or a file");
    }
    if (posix) {
      requireOurs(directory);
    }
    return new StateDirectory(directory);
  }

  private static void requireOurs(Path directory) throws IOException {
    Object owner = Files.getAttribute(directory, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    Object me = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    if (!owner.equals(me)) {
      throw new IOException(
          directory + " belongs to the user with id " + owner + ", and this process is " + me);
    }
    // mounting a volume for a group may have opened it
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
  }

  private static String fileName(String application) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < application.length(); i++) {
      char c = application.charAt(i);
      name.append(Ascii.isLetter(c) || Ascii.isDigit(c) || c == '-' ? c : '_');
    }
    return name.toString();
  }

  /** {@return the lines of a file; none if it is not there} */
  List<String> lines(String name) throws IOException {
    Path file = directory.resolve(name);
    if (!Files.exists(file)) {
      return List.of();
    }
    // not readAllLines: damaged bytes must not stop the reading
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    List<String> lines = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      if (!line.isEmpty()) {
        lines.add(line);
      }
    }
    return lines;
  }

  /** Replaces a file as a whole: a reader sees the old text or the new one, never half of it. */
  Path replace(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Path fresh = directory.resolve(name + "." + System.nanoTime() + NEW);
    try {
      Files.writeString(fresh, text);
      return Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException full) {
      Files.deleteIfExists(fresh);
      throw full;
    }
  }

  /**
   * Takes the directory's lock, until what it returns is closed. Where it cannot be had, within
   * half a second or at all, work goes on without it: a line of another instance may be lost then,
   * but no file damaged.
   */
  Closeable lock() throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    for (int i = 0; i < TRIES; i++) {
      if (tryLock(channel) != null) {
        sweep();
        break;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return channel;
  }

  private static @Nullable FileLock tryLock(FileChannel channel) {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException | IOException otherOfThisJvmOrNoLocksHere) {
      return null;
    }
  }

  /**
   * Removes what was left by processes that ended between writing and renaming. Others may be just
   * there: a crash report is written without the lock.
   */
  private void sweep() {
    try {
      for (Path file : files("*" + NEW)) {
        if (Timestamp.now() - Files.getLastModifiedTime(file).toMillis() > LEFT_MILLIS) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException | DirectoryIteratorException unreadable) {
      // the next start sweeps
    }
  }

  /** A run's sign of life: a lock, which ends with the process. */
  static final class Alive {
    private final Path file;
    private final FileChannel channel;

    Alive(Path file, FileChannel channel) {
      this.file = file;
      this.channel = channel;
    }

    String run() {
      String name = file.getFileName().toString();
      return name.substring(0, name.length() - RUN.length());
    }

    void end() throws IOException {
      Files.deleteIfExists(file);
      channel.close();
    }
  }

  /** Takes a name that no other run has, and keeps a lock under that name. */
  Alive live(String wanted) throws IOException {
    for (int i = 0; ; i++) {
      Path file = directory.resolve(wanted + (i == 0 ? "" : "-" + i) + RUN);
      try {
        FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        tryLock(channel); // kept open, and so kept, until the end
        return new Alive(file, channel);
      } catch (FileAlreadyExistsException taken) {
        if (i == TRIES) {
          throw taken;
        }
      }
    }
  }

  /** {@return whether a run's process is still there} Its file goes with it if it is not. */
  boolean isAlive(String run) throws IOException {
    Path file = directory.resolve(run + RUN);
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      if (tryLock(channel) == null) {
        return true;
      }
    }
    Files.deleteIfExists(file);
    return false;
  }

  /** Writes a crash report, and removes the oldest ones. */
  Path writeReport(String stamp, String run, String text) throws IOException {
    Path file = replace(REPORT + stamp + "-" + run + ".md", text);
    List<Path> reports = files(REPORT + "*.md");
    for (int i = 0; i < reports.size() - REPORTS; i++) {
      Files.deleteIfExists(reports.get(i));
    }
    return file;
  }

  /** In the order of their names; those of reports begin with their time. */
  private List<Path> files(String pattern) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, pattern)) {
      for (Path file : found) {
        files.add(file);
      }
    }
    Collections.sort(files);
    return files;
  }

  @Override
  public String toString() {
    return directory.toString();
  }
}
