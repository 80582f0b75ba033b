package io.softstart.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What a process prints, as whole texts and as lines with the time of their arrival. */
final class CollectedOutput {
  private final List<OutputLine> lines = new ArrayList<>();
  private final StringBuilder stdout = new StringBuilder();
  private final StringBuilder stderr = new StringBuilder();
  private final CountDownLatch streams = new CountDownLatch(OutputLine.Source.values().length);

  /** Reads a stream to its end, in a daemon thread. */
  void collect(OutputLine.Source source, InputStream stream, long pid) {
    Thread thread = new Thread(() -> read(source, stream), "child-" + pid + "-" + source);
    thread.setDaemon(true);
    thread.start();
  }

  boolean awaitEnd(Duration limit) throws InterruptedException {
    return streams.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  synchronized List<OutputLine> lines() {
    return List.copyOf(lines);
  }

  synchronized Optional<OutputLine> first(Predicate<OutputLine> condition) {
    return lines.stream().filter(condition).findFirst();
  }

  synchronized String text(OutputLine.Source source) {
    return of(source).toString();
  }

  private void read(OutputLine.Source source, InputStream stream) {
    StringBuilder line = new StringBuilder();
    char[] buffer = new char[8 * 1024];
    try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
      for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
        add(source, buffer, n, line);
      }
    } catch (IOException e) {
      addText(source, "[the rest was lost: " + e + "]\n");
    } finally {
      if (line.length() > 0) {
        addLine(source, line, System.nanoTime());
      }
      streams.countDown();
    }
  }

  private synchronized void add(
      OutputLine.Source source, char[] buffer, int count, StringBuilder line) {
    long now = System.nanoTime();
    of(source).append(buffer, 0, count);
    for (int i = 0; i < count; i++) {
      if (buffer[i] == '\n') {
        addLine(source, line, now);
      } else {
        line.append(buffer[i]);
      }
    }
  }

  private synchronized void addText(OutputLine.Source source, String text) {
    of(source).append(text);
  }

  private synchronized void addLine(OutputLine.Source source, StringBuilder line, long now) {
    int length = line.length();
    boolean windows = length > 0 && line.charAt(length - 1) == '\r';
    lines.add(new OutputLine(source, line.substring(0, windows ? length - 1 : length), now));
    line.setLength(0);
  }

  private StringBuilder of(OutputLine.Source source) {
    return switch (source) {
      case STDOUT -> stdout;
      case STDERR -> stderr;
    };
  }
}
