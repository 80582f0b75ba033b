package io.softstart.kafka;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Counts threads and sockets that should have gone. */
final class Leaks {
  private Leaks() {}

  /** Waits for the end of all threads of attempts and of Kafka's clients. */
  static void assertNoThreadLeft(Duration limit) throws InterruptedException {
    long begun = System.nanoTime();
    while (!threads().isEmpty()) {
      if (System.nanoTime() - begun > limit.toNanos()) {
        throw new AssertionError("still running after " + limit + ": " + threads());
      }
      Thread.sleep(20);
    }
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("softstart-") || name.startsWith("kafka-"))
        .sorted()
        .toList();
  }

  /** Counts this process's sockets; -1 where there is no /proc. */
  static int sockets() throws IOException {
    Path descriptors = Path.of("/proc/self/fd");
    if (!Files.isDirectory(descriptors)) {
      return -1;
    }
    int count = 0;
    try (DirectoryStream<Path> all = Files.newDirectoryStream(descriptors)) {
      for (Path descriptor : all) {
        try {
          count += Files.readSymbolicLink(descriptor).toString().startsWith("socket:") ? 1 : 0;
        } catch (IOException gone) {
          continue;
        }
      }
    }
    return count;
  }
}
