package io.softstart.bench.begin;

import io.softstart.Startup;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Begins, and prints how long main's thread was on a processor for that, which does not depend on
 * what else the machine does; halts, since the end is not what is measured.
 */
final class Begins {
  private Begins() {}

  public static void main(String[] args) throws IOException {
    processorNanos(); // loads what reading takes
    long from = processorNanos();
    Startup.begin("bench", args);
    System.out.println((processorNanos() - from) / 1e6);
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }

  /** The first number of proc(5)'s schedstat is the time on a processor, in nanoseconds. */
  private static long processorNanos() throws IOException {
    try (InputStream in = new FileInputStream("/proc/thread-self/schedstat")) {
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      return Long.parseLong(text.substring(0, text.indexOf(' ')));
    }
  }
}
