package io.softstart.preflight;

import io.softstart.machine.Cgroup;
import io.softstart.machine.ClassPath;
import io.softstart.machine.Machine;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The usual preflight checks. Making one does nothing; it looks when the configuration is read.
 *
 * <pre>{@code
 * startup.check(Preflights.resourcePresent("db/migration"), Preflights.diskFree(Path.of("/tmp"), 64 << 20));
 * Config config = startup.configure(Config::read); // one report for settings and checks
 * }</pre>
 *
 * <p>A path that is itself a setting is checked where it is read: {@code env.check("ORDERS_DATA",
 * Preflights.directoryWritable(data))}.
 */
public final class Preflights {
  private Preflights() {}

  /**
   * Returns a check that a class is on the class path; it is neither loaded nor initialised.
   *
   * @param className its full name, for example {@code org.postgresql.Driver}
   * @return the check
   */
  public static Preflight classPresent(String className) {
    return new OnClassPath("class " + className, ClassPath.fileOf(className));
  }

  /**
   * Returns a check that a resource is on the class path; a directory is one where its jar has an
   * entry for it.
   *
   * @param name as for {@link ClassLoader#getResource}, for example {@code db/migration}
   * @return the check
   */
  public static Preflight resourcePresent(String name) {
    return new OnClassPath("resource " + name, name);
  }

  /**
   * Returns a check that a service has a provider in {@code META-INF/services}, and that each one
   * named there is on the class path. Providers that only a {@code module-info} declares are not
   * seen.
   *
   * @param service the service's interface
   * @return the check
   */
  public static Preflight providerPresent(Class<?> service) {
    return new ServiceProvider(service.getName());
  }

  /**
   * Returns a check that nothing on the class path is missing: no jar that it names, no directory
   * of jars that is empty. It runs by default, as a warning.
   *
   * @return the check
   */
  public static Preflight classPathComplete() {
    return new WholeClassPath(ClassPath.ofThisJvm());
  }

  /**
   * Returns a check that a directory is there.
   *
   * @param path the directory
   * @return the check
   */
  public static Preflight directoryExists(Path path) {
    return new Directory(path, Directory.Need.EXISTS);
  }

  /**
   * Returns a check that a file can be created in a directory, which is tried: permissions alone do
   * not tell of a read-only file system.
   *
   * @param path the directory
   * @return the check
   */
  public static Preflight directoryWritable(Path path) {
    return new Directory(path, Directory.Need.WRITABLE);
  }

  /**
   * Returns a check that a directory has something in it. A volume that is mounted over it hides
   * what the image has there.
   *
   * @param path the directory
   * @return the check
   */
  public static Preflight directoryNotEmpty(Path path) {
    return new Directory(path, Directory.Need.NOT_EMPTY);
  }

  /**
   * Returns a check that a file is there and can be read.
   *
   * @param path the file
   * @return the check
   */
  public static Preflight fileReadable(Path path) {
    return new ReadableFile(path, false);
  }

  /**
   * Returns a check that a file can be read, but not by every user of the host: for private keys.
   * On file systems without POSIX permissions it is like {@link #fileReadable}.
   *
   * @param path the file
   * @return the check
   */
  public static Preflight filePrivate(Path path) {
    return new ReadableFile(path, true);
  }

  /**
   * Returns a check that a disk has room.
   *
   * @param path a file or directory on it
   * @param bytes how much room is needed
   * @return the check
   * @throws IllegalArgumentException if that is negative
   */
  public static Preflight diskFree(Path path, long bytes) {
    return new DiskFree(Objects.requireNonNull(path, "path"), notNegative(bytes));
  }

  /**
   * Returns a check that the heap may not grow beyond the memory limit of the container (cgroup v1
   * or v2). It runs by default, as a warning.
   *
   * @return the check
   */
  public static Preflight heapFitsContainer() {
    return new HeapFitsContainer(new Cgroup(Machine.here()), Runtime.getRuntime().maxMemory());
  }

  /**
   * Returns a check that the heap may grow as large as the application needs.
   *
   * @param bytes how much it needs
   * @return the check
   * @throws IllegalArgumentException if that is negative
   */
  public static Preflight heapAtLeast(long bytes) {
    return new HeapAtLeast(
        notNegative(bytes), new Cgroup(Machine.here()), Runtime.getRuntime().maxMemory());
  }

  /**
   * Returns a check that the container is not limited to less than one core, which makes everything
   * slower than time-outs are made for. Meant to be used with {@link Preflight#warn()}.
   *
   * @return the check
   */
  public static Preflight atLeastOneCore() {
    return new AtLeastOneCore(new Cgroup(Machine.here()));
  }

  /**
   * Returns a check that nothing listens on a port of this host yet.
   *
   * @param port 0 to 65535; 0, any free port, is always free
   * @return the check
   * @throws IllegalArgumentException if it is out of range
   */
  public static Preflight portFree(int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port: " + port + " is not between 0 and 65535");
    }
    return new PortFree(port);
  }

  private static long notNegative(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("bytes: " + bytes + " is negative");
    }
    return bytes;
  }
}
