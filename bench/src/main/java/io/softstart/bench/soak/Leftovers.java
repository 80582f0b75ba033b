package io.softstart.bench.soak;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a JVM holds between two starts.
 *
 * @param after since the first one
 * @param starts how many there were
 * @param threads alive
 * @param sockets open
 * @param heap in bytes, after a collection
 */
record Leftovers(Duration after, int starts, int threads, int sockets, long heap) {
  private static final int SETTLES = 20;

  /** Counts, as soon as what the last start left to its own end has ended. */
  static Leftovers now(Duration after, int starts) throws IOException, InterruptedException {
    int threads = liveThreads();
    int sockets = openSockets();
    for (int i = 0; i < SETTLES; i++) {
      Thread.sleep(100);
      threads = Math.min(threads, liveThreads());
      sockets = Math.min(sockets, openSockets());
    }
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    long heap = runtime.totalMemory() - runtime.freeMemory();
    return new Leftovers(after, starts, threads, sockets, heap);
  }

  private static int liveThreads() {
    return ManagementFactory.getThreadMXBean().getThreadCount();
  }

  private static int openSockets() throws IOException {
    int count = 0;
    try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path descriptor : all) {
        count += isSocket(descriptor) ? 1 : 0;
      }
    }
    return count;
  }

  private static boolean isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (IOException closed) {
      return false; // between the listing and the look
    }
  }
}
