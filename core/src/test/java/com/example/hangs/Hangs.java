package com.example.hangs;

import io.softstart.Startup;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** An application whose start hangs, or is slow, in the way that its first argument names. */
public final class Hangs {
  private static final Object ONE = new Object();
  private static final Object OTHER = new Object();
  private static final List<byte[]> KEPT = new ArrayList<>();

  private Hangs() {}

  /** Begins, and does not come to an end. */
  public static void main(String[] args) {
    Startup startup = Startup.begin("shop", args);
    if (args[0].equals("without run")) {
      startup.await();
      serve();
    }
    startup.run(() -> start(args[0]));
  }

  private static void start(String how) throws Exception {
    switch (how) {
      case "deadlock" -> deadlock();
      case "endless loop" -> loop();
      case "blocked DNS" -> resolve();
      case "static initialiser" -> Broken.touch();
      case "full pool" -> borrow();
      case "blocked output" -> print();
      case "silent server" -> ask();
      case "GC thrash" -> fill();
      case "full heap" -> fillForEver();
      case "debugger" -> debugged();
      case "serves" -> serve();
      case "slow" -> slow();
      case "migration" ->
          Class.forName("org.flywaydb.core.Flyway").getMethod("migrate").invoke(null);
      default -> throw new IllegalArgumentException(how);
    }
  }

  private static void deadlock() throws InterruptedException {
    CountDownLatch both = new CountDownLatch(2);
    new Thread(() -> lock(OTHER, ONE, both), "worker").start();
    lock(ONE, OTHER, both);
  }

  private static void lock(Object first, Object second, CountDownLatch both) {
    synchronized (first) {
      both.countDown();
      try {
        both.await();
      } catch (InterruptedException ends) {
        return;
      }
      synchronized (second) {
        KEPT.clear();
      }
    }
  }

  private static void loop() {
    while (KEPT.isEmpty()) {
      Thread.onSpinWait();
    }
  }

  private static void resolve() throws IOException {
    InetAddress.getByName("orders.example");
  }

  private static void borrow() throws InterruptedException {
    Semaphore pool = new Semaphore(1);
    System.out.println("borrows");
    pool.acquire();
    pool.acquire();
  }

  private static void print() throws IOException {
    Process nobodyReads = new ProcessBuilder("sleep", "120").start();
    try (OutputStream out = nobodyReads.getOutputStream()) {
      out.write(new byte[1_000_000]);
    }
  }

  private static void ask() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket socket = new Socket(silent.getInetAddress(), silent.getLocalPort())) {
      socket.getInputStream().read();
    }
  }

  private static void fill() {
    try {
      while (true) {
        KEPT.add(new byte[200]); // many: a collection is to take long
      }
    } catch (OutOfMemoryError full) {
      KEPT.subList(0, 10_000).clear(); // for what a line needs
    }
    while (!KEPT.isEmpty()) {
      KEPT.set(0, new byte[200]);
    }
  }

  private static void fillForEver() {
    while (true) {
      try {
        KEPT.add(new byte[200]);
      } catch (OutOfMemoryError full) {
        // as a cache does that keeps what it can
      }
    }
  }

  private static void debugged() throws InterruptedException {
    System.out.println("debugged");
    new CountDownLatch(1).await();
  }

  private static void serve() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException ends) {
      Thread.currentThread().interrupt();
    }
  }

  private static void slow() {
    long sum = 0;
    for (long i = 0; sum >= 0; i++) {
      sum = one(i) + other(i);
    }
  }

  private static long one(long i) {
    return i % 7;
  }

  private static long other(long i) {
    return i % 5;
  }

  /** A class that cannot be used. */
  private static final class Broken {
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    static {
      serve();
    }

    static void touch() {
      NEVER.countDown();
    }
  }
}
