package io.softstart.probe;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Attempt;
import io.softstart.gate.Probe;
import io.softstart.machine.Machine;
import io.softstart.net.Target;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tries a file that something else puts there, such as a sidecar or an agent: it must exist and be
 * readable. A Unix socket is connected to. What is in the file does not count: who writes it should
 * write another one and rename it.
 *
 * <p>Immutable and thread-safe.
 */
public final class FileProbe implements Probe<Void> {
  /** To look costs nothing. */
  private static final Duration SOON = Duration.ofMillis(500);

  private static final int TYPE = 0170000;
  private static final int SOCKET = 0140000;

  private final Path path;

  private FileProbe(Path path) {
    this.path = path;
  }

  /**
   * Returns a probe of one file or Unix socket.
   *
   * @param path best an absolute one: a relative one counts from the directory in which the process
   *     was started
   * @return the probe
   */
  public static FileProbe of(Path path) {
    return new FileProbe(path.toAbsolutePath().normalize());
  }

  @Override
  @SuppressWarnings("NullAway") // Void has no other value
  public Void open(Attempt attempt) throws Exception {
    BasicFileAttributes found;
    try {
      found = Files.readAttributes(path, BasicFileAttributes.class);
    } catch (AccessDeniedException hidden) {
      throw attempt.notReady(refused("may not look into the directories above " + path));
    } catch (FileSystemException other) { // JDK 25: a file in the way is a NoSuchFileException too
      Failure wrong = wrongPlace();
      if (wrong == null && other instanceof NoSuchFileException) {
        wrong = absent();
      }
      if (wrong == null) {
        throw other;
      }
      throw attempt.notReady(wrong);
    }
    if (found.isDirectory()) {
      throw attempt.notReady(directory());
    }
    if (isSocket()) {
      connect(attempt);
    } else if (!Files.isReadable(path)) {
      throw attempt.notReady(refused("may not read " + path));
    }
    return null;
  }

  private void connect(Attempt attempt) throws Exception {
    if (!Files.isWritable(path)) {
      throw attempt.notReady(refused("may not write to the socket " + path));
    }
    try (SocketChannel channel = attempt.own(SocketChannel.open(StandardProtocolFamily.UNIX))) {
      channel.configureBlocking(false); // else it waits for room, without end
      if (!channel.connect(UnixDomainSocketAddress.of(path))) {
        throw attempt.notReady(full());
      }
    } catch (ConnectException nobody) {
      throw attempt.notReady(
          Failure.of(
                  FailureKind.REFUSED,
                  "nobody listens on the socket " + path,
                  "start its server; a socket that a former one left behind stays until the next"
                      + " one replaces it")
              .retryAfter(SOON));
    } catch (SocketException other) {
      if (says(other, "temporarily unavailable")) { // EAGAIN
        throw attempt.notReady(full());
      }
      if (!says(other, "wrong type")) { // for datagrams: that it is there is all Java can know
        throw other;
      }
    }
  }

  private static boolean says(SocketException thrown, String what) {
    String message = thrown.getMessage();
    return message != null && message.toLowerCase(Locale.ROOT).contains(what);
  }

  private boolean isSocket() throws IOException {
    return path.getFileSystem().supportedFileAttributeViews().contains("unix")
        && Files.getAttribute(path, "unix:mode") instanceof Integer mode
        && (mode & TYPE) == SOCKET;
  }

  private Failure absent() {
    return Failure.of(
            FailureKind.NOT_YET,
            absence(),
            "see what puts it there: a sidecar, an agent, a mounted volume; is it the same path in"
                + " both containers?")
        .retryAfter(SOON);
  }

  private String absence() {
    if (Files.isSymbolicLink(path)) {
      return path + " is a link to what is not there yet";
    }
    Path missing = path;
    for (Path up = path.getParent(); up != null && !Files.exists(up); up = up.getParent()) {
      missing = up;
    }
    return missing.equals(path)
        ? path + " is not there yet"
        : path + " is not there yet, nor is its directory " + missing;
  }

  private Failure refused(String what) {
    return Failure.of(
        FailureKind.REJECTED,
        "user " + Machine.here().user() + " " + what,
        "give that user the right to (chown, chmod, or fsGroup in the pod spec), there and on the"
            + " directories above");
  }

  /** {@return what stands in the way, if the way is not one; null if that is not it} */
  private @Nullable Failure wrongPlace() {
    Path root = path.getRoot();
    for (Path name : path) {
      root = root.resolve(name);
      try {
        boolean isDirectory = Files.readAttributes(root, BasicFileAttributes.class).isDirectory();
        if (!isDirectory && !root.equals(path)) {
          return Failure.of(
              FailureKind.REJECTED,
              root + " is a file, not a directory, so that there is no " + path,
              "correct the path, or remove that file");
        }
      } catch (NoSuchFileException absent) {
        return null;
      } catch (IOException unreadable) {
        return Files.isSymbolicLink(root) ? linkLoop(root) : null;
      }
    }
    return null;
  }

  private static Failure linkLoop(Path link) {
    return Failure.of(
        FailureKind.REJECTED,
        link + " is a link that leads nowhere: it, or what it names, leads back to itself",
        "see where it leads (readlink " + link + "), and make it anew");
  }

  private Failure full() {
    return Failure.of(
            FailureKind.OVERLOADED,
            "the socket "
                + path
                + " takes no more connections: as many as it may keep wait already",
            "see whether its server hangs, or is too busy to take them")
        .retryAfter(SOON);
  }

  private Failure directory() {
    return Failure.of(
        FailureKind.REJECTED,
        path + " is a directory, not a file",
        "name the file in it; a container engine makes a directory where the file to mount is"
            + " missing on the host: remove it there, and create the container anew");
  }

  @Override
  public void recheck(Void opened, Attempt attempt) throws Exception {
    open(attempt);
  }

  @Override
  public Optional<Target> target() {
    try {
      return Optional.of(new Target("file", List.of(), path.toString().replace('\\', '/')));
    } catch (IllegalArgumentException notPrintable) {
      return Optional.of(new Target("file", List.of(), ""));
    }
  }
}
