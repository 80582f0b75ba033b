package io.softstart.spring.tests;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Asks for one path every 50 ms, as an orchestrator would, and keeps what it was answered. */
final class Poller implements AutoCloseable {
  static final int EVERY_MS = 50;

  /** Nobody answered. */
  static final int MISSED = 0;

  private final List<Integer> answers = new ArrayList<>();
  private final URI uri;
  private final Thread thread = new Thread(this::poll, "poller");
  private volatile boolean closed;

  Poller(String uri) {
    this.uri = URI.create(uri);
    thread.setDaemon(true);
    thread.start();
  }

  /** Waits until it is answered with a status; returns how often nobody answered before. */
  int await(int status) {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (System.nanoTime() < end) {
      List<Integer> all = answers();
      if (all.contains(status)) {
        return (int) all.subList(0, all.indexOf(status)).stream().filter(s -> s == MISSED).count();
      }
      pause();
    }
    throw new AssertionError(
        uri + " never answers " + status + ", but " + new HashSet<>(answers()));
  }

  /** Forgets what it was answered so far. */
  void forget() {
    synchronized (answers) {
      answers.clear();
    }
  }

  List<Integer> answers() {
    synchronized (answers) {
      return List.copyOf(answers);
    }
  }

  private void poll() {
    while (!closed) {
      int status = ask();
      synchronized (answers) {
        answers.add(status);
      }
      pause();
    }
  }

  private int ask() {
    try {
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setRequestProperty("Connection", "close");
      connection.setConnectTimeout(1_000);
      connection.setReadTimeout(10_000);
      return connection.getResponseCode();
    } catch (IOException miss) {
      return MISSED;
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(EVERY_MS);
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
