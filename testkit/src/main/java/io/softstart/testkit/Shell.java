package io.softstart.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Runs the few small commands that Java has no call for. */
final class Shell {
  private static final long LIMIT_SECONDS = 60;

  private Shell() {}

  /** Runs a command to its end and returns what it printed; a failure throws with that text. */
  static String run(List<String> command) {
    return run(command, "");
  }

  static String run(List<String> command, String input) {
    Outcome outcome = outcome(command, input);
    if (outcome.exitCode() != 0) {
      throw new TestkitException(
          "exit code " + outcome.exitCode() + " from " + command + ":\n" + outcome.output());
    }
    return outcome.output();
  }

  static boolean succeeds(List<String> command) {
    try {
      return outcome(command, "").exitCode() == 0;
    } catch (UncheckedIOException e) {
      return false; // no such command
    }
  }

  /**
   * Sends a signal by the shell's own kill, which is there where procps is not; false if that
   * failed for one of them, which may just have ended.
   */
  static boolean signal(String name, Collection<ProcessHandle> processes) {
    String pids =
        processes.stream().map(p -> Long.toString(p.pid())).collect(Collectors.joining(" "));
    return succeeds(List.of("/bin/sh", "-c", "kill -s " + name + " " + pids));
  }

  /** Whether a process has ended; one that nobody waits for stays in the table as a zombie. */
  static boolean isGone(ProcessHandle process) {
    if (!process.isAlive()) {
      return true;
    }
    try {
      String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
      return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
    } catch (IOException e) {
      return !process.isAlive(); // no /proc here, or it has just ended
    }
  }

  private static Outcome outcome(List<String> command, String input) {
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command));
    builder.redirectErrorStream(true).directory(Path.of("/").toFile());
    Map<String, String> environment = builder.environment();
    environment.put("LC_ALL", "C");
    try {
      Process process = builder.start();
      try {
        process.outputWriter(StandardCharsets.UTF_8).append(input).close();
        CompletableFuture<String> output =
            CompletableFuture.supplyAsync(
                () -> readAll(process.getInputStream()), Shell::inDaemonThread);
        String text = output.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        return new Outcome(process.waitFor(), text);
      } finally {
        process.destroyForcibly();
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new TestkitException("no end within " + LIMIT_SECONDS + " s: " + command, e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + command, e);
    } catch (InterruptedException e) {
      throw Poll.interrupted(e);
    }
  }

  /** A pool's threads may all be busy with what is being tested. */
  private static void inDaemonThread(Runnable body) {
    Thread thread = new Thread(body, "testkit-shell");
    thread.setDaemon(true);
    thread.start();
  }

  private static String readAll(InputStream stream) {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Outcome(int exitCode, String output) {}
}
