package io.softstart.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A small shell that outlives this JVM: when the JVM is killed, so that no shutdown hook runs, it
 * ends the embedded servers and deletes their directories.
 */
final class Watchdog {
  // Reads directories until the pipe ends, which it does with the JVM, however that ends. By then
  // what was closed in time is gone, and so is nothing to it. A number in the pid file may by
  // now be another process's, so /proc is asked, where there is one.
  private static final String SCRIPT =
      """
      trap '' INT TERM HUP
      while IFS= read -r home; do
        set -- "$@" "$home"
      done
      for home; do
        [ -d "$home" ] || continue
        if read -r pid < "$home/data/postmaster.pid"; then
          case $(readlink "/proc/$pid/exe" || [ -d /proc/self ] || echo postgres) in
            *postgres*)
              kill -s QUIT "$pid"
              kill -s CONT "$pid"
              for i in 1 2 3 4 5; do kill -s 0 "$pid" && sleep 1; done
              kill -s KILL "$pid"
              ;;
          esac
        fi
        if read -r pid < "$home/child.pid"; then
          case $(cat "/proc/$pid/cmdline" || ps -o args= -p "$pid") in
            *"$home"*) kill -s KILL "$pid" && sleep 1 ;;
          esac
        fi
        rm -rf "$home"
      done
      """;

  /** Where a child that has its directory in its command line leaves its process id. */
  static final String PID_FILE = "child.pid";

  private static @Nullable Writer toWatchdog;

  private Watchdog() {}

  static synchronized void watch(Path home) {
    try {
      if (toWatchdog == null) {
        toWatchdog = start();
      }
      toWatchdog.append(home.toString()).append('\n').flush();
    } catch (IOException e) {
      throw new UncheckedIOException("no watchdog", e);
    }
  }

  private static Writer start() throws IOException {
    return new ProcessBuilder(List.of("/bin/sh", "-c", SCRIPT))
        .directory(Path.of("/").toFile())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start()
        .outputWriter(StandardCharsets.UTF_8);
  }
}
