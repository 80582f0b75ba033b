package io.softstart.startup;

import io.softstart.event.Phase;
import io.softstart.fence.Fence;
import io.softstart.log.Level;
import io.softstart.log.LogSink;
import io.softstart.machine.ClassPath;
import io.softstart.text.Durations;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells systemd how the start goes, where the unit is of {@code Type=notify}. That takes a datagram
 * on a Unix socket, which Java does not have: {@code systemd-notify} sends it. Not loaded where
 * {@code NOTIFY_SOCKET} is not set.
 *
 * <p>Source: sd_notify(3), systemd-notify(1).
 */
final class ServiceNotifier implements Runnable {
  private static final String COMMAND = "systemd-notify";
  private static final String PLACES = "/usr/bin:/bin";
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration BETWEEN = Duration.ofSeconds(10);
  private static final long LIMIT_SECONDS = 5;

  private final StartupParts parts;
  private final LogSink lines;
  private final File command;
  private final TimeoutExtension extension = new TimeoutExtension();
  private boolean refused;

  private ServiceNotifier(StartupParts parts, LogSink lines, File command) {
    this.parts = parts;
    this.lines = lines;
    this.command = command;
  }

  /**
   * Begins to tell.
   *
   * @return tells that the process is being shut down; null where there is no way to tell anything
   */
  static @Nullable Runnable begin(StartupParts parts, LogSink lines) {
    File command = find(System.getenv("PATH"));
    if (command == null) {
      lines.safeLine(
          Level.WARN,
          "NOTIFY_SOCKET is set, but systemd-notify is not on the PATH, so that systemd does not"
              + " hear when this is ready. To do: install it (package systemd), or use Type=exec");
      return null;
    }
    ServiceNotifier notifier = new ServiceNotifier(parts, lines, command);
    Thread thread = new Thread(null, notifier, "softstart-notify", 0, false);
    thread.setDaemon(true);
    Fence.begin(thread);
    return notifier::stopping;
  }

  private static @Nullable File find(@Nullable String path) {
    String places = path == null ? PLACES : path + File.pathSeparator + PLACES;
    for (String place : new ClassPath(places).entries()) {
      File file = new File(place, COMMAND);
      if (file.canExecute() && file.isFile()) {
        return file;
      }
    }
    return null;
  }

  @Override
  public void run() {
    try {
      Duration pause = FIRST;
      while (!parts.lifecycle().awaitOver(pause)) {
        if (parts.isOnlyAsked()) {
          return;
        }
        progress();
        pause = BETWEEN;
      }
      if (parts.wasReady() && !parts.isOnlyAsked()) {
        send("READY=1", "STATUS=ready after " + Durations.text(parts.lifecycle().took()));
      }
    } catch (InterruptedException ends) {
      Thread.currentThread().interrupt();
    }
  }

  private void progress() throws InterruptedException {
    boolean waits =
        parts.lifecycle().phase() == Phase.WAITING || parts.isHeldUp() || parts.isMigrating();
    String status = "STATUS=" + doing() + parts.budget();
    boolean limited = parts.readSettings().limits().start() != null;
    Duration by = extension.by(waits, parts.lifecycle().clock().elapsed(), limited);
    if (by.isZero()) {
      send(status);
    } else {
      send(status, "EXTEND_TIMEOUT_USEC=" + TimeUnit.NANOSECONDS.toMicros(by.toNanos()));
    }
  }

  private String doing() {
    if (parts.lifecycle().phase() == Phase.STARTING && !parts.isHeldUp()) {
      return parts.isMigrating() ? parts.where() : "the application starts";
    }
    String doing = parts.doing();
    return doing.startsWith("while ") ? doing.substring("while ".length()) : doing;
  }

  private void stopping() {
    try {
      if (parts.lifecycle().phase() == Phase.FAILED) {
        send("STOPPING=1", "STATUS=failed " + parts.doing());
      } else {
        send("STOPPING=1", "STATUS=stopping");
      }
    } catch (InterruptedException ends) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(String... assignments) throws InterruptedException {
    List<String> words = new ArrayList<>();
    words.add(command.getPath());
    for (String assignment : assignments) {
      words.add(assignment.replace('\n', ' '));
    }
    try {
      Process running =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      running.getOutputStream().close();
      if (!running.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        running.destroyForcibly();
        tellOnce("did not end within " + LIMIT_SECONDS + " s");
      } else if (running.exitValue() != 0) {
        tellOnce("ended with " + running.exitValue());
      }
    } catch (IOException | RuntimeException failed) {
      tellOnce(String.valueOf(failed.getMessage()));
    }
  }

  private synchronized void tellOnce(String what) {
    if (!refused) {
      refused = true;
      lines.safeLine(
          Level.WARN,
          "systemd was not told how the start goes: "
              + command
              + " "
              + what
              + ". To do: NotifyAccess=all in the unit; is the socket of NOTIFY_SOCKET there?");
    }
  }
}
