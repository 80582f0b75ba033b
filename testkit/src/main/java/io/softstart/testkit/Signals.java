package io.softstart.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Signals as a process gets them from a terminal: a process started by nohup, or in the background
 * by a script, inherits that some are ignored, and a JVM then leaves them so.
 */
final class Signals {
  private static final List<String> RESET = List.of("env", "--default-signal=HUP,INT");

  /** The bits of SIGHUP and SIGINT, signals 1 and 2. */
  private static final long BITS = 0b11;

  private Signals() {}

  /** What to put in front of a command, so that it ignores no signal; mostly nothing. */
  static List<String> reset() {
    return areIgnored() ? RESET : List.of();
  }

  private static boolean areIgnored() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("SigIgn:")) {
          String mask = line.substring("SigIgn:".length()).strip();
          return (Long.parseUnsignedLong(mask, 16) & BITS) != 0;
        }
      }
    } catch (IOException elsewhere) {
      // only Linux tells
    }
    return false;
  }
}
