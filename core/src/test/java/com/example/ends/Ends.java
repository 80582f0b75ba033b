package com.example.ends;

import io.softstart.Startup;
import io.softstart.gate.Gate;
import io.softstart.probe.TcpProbe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** An application that ends in the way that its first argument names. */
public final class Ends {
  /** What a test must not let the garbage collector take. */
  private static final List<Object> KEPT = new ArrayList<>();

  private Ends() {}

  /** Begins, and ends. */
  public static void main(String[] args) throws Exception {
    Startup startup = Startup.begin("shop", args);
    switch (args[0]) {
      case "ready" -> startup.run(() -> System.out.println("serving"));
      case "reports" -> startup.run(() -> System.out.println(startup.report().toJson()));
      case "configured" -> {
        startup.configure(env -> env.string("SHOP_REGION").orElse("eu"));
        startup.run(() -> System.out.println("serving"));
      }
      case "configured, then main throws" -> {
        startup.configure(env -> env.string("SHOP_REGION").orElse("eu"));
        throw new IllegalStateException("no licence");
      }
      case "static initialiser" -> System.out.println(Broken.VALUE);
      case "main throws" -> throw new IllegalStateException("no licence");
      case "another thread throws" -> {
        new Thread(Ends::fail, "worker").start();
        new CountDownLatch(1).await();
      }
      case "a future that nobody joins" -> {
        CompletableFuture<Void> future = CompletableFuture.runAsync(Ends::fail);
        while (!future.isDone()) {
          Thread.onSpinWait();
        }
      }
      case "exit(0) in a library" -> Library.exit(0);
      case "exit(3) in a library" -> Library.exit(3);
      case "halt(4)" -> {
        startup.configure(env -> env.string("SHOP_REGION").orElse("eu"));
        Runtime.getRuntime().halt(4);
      }
      case "waits" -> startup.await(Gate.of("db", TcpProbe.of("127.0.0.1", 1)));
      case "waits, and a hook joins main" -> {
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> join(main)));
        startup.await(Gate.of("db", TcpProbe.of("127.0.0.1", 1)));
      }
      case "configuration" -> startup.configure(env -> env.string("SHOP_USER").required());
      case "body throws" -> startup.run(Ends::fail);
      case "interrupted" -> {
        Thread.currentThread().interrupt();
        startup.await(Gate.of("db", TcpProbe.of("127.0.0.1", 1)));
      }
      case "heap" -> {
        for (; ; ) {
          KEPT.add(new byte[100_000]);
        }
      }
      case "memory beyond the container" -> {
        startup.configure(env -> env.string("SHOP_REGION").orElse("eu"));
        for (; ; ) {
          byte[] touched = new byte[1 << 20];
          Arrays.fill(touched, (byte) 1);
          KEPT.add(touched);
        }
      }
      case "metaspace" -> defineWithoutEnd();
      case "threads" -> {
        for (; ; ) {
          Thread thread = new Thread(null, Ends::sleep, "worker", 1 << 30);
          thread.setDaemon(true);
          thread.start();
        }
      }
      case "stack" -> System.out.println(depth(1));
      case "generated code" -> Class.forName("com.example.app.App").getMethod("run").invoke(null);
      case "port in use" -> {
        ServerSocket first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        KEPT.add(first);
        try {
          new ServerSocket(first.getLocalPort(), 1, InetAddress.getLoopbackAddress()).close();
        } catch (IOException taken) {
          throw new IllegalStateException("cannot serve on port " + first.getLocalPort(), taken);
        }
      }
      case "listens" -> {
        int port = startup.configure(env -> env.integer("SHOP_PORT").required());
        new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).accept();
      }
      case "reads" -> System.out.println(Files.readString(Path.of(args[1])));
      case "lists" -> System.out.println(Files.list(Path.of(args[1])).count());
      case "fills" -> Files.write(Path.of(args[1], "data"), new byte[4 << 20]);
      case "jdbc" -> System.out.println(java.sql.DriverManager.getLoginTimeout());
      case "native library" -> System.loadLibrary("shopnative");
      case "hook throws" -> {
        Runtime.getRuntime().addShutdownHook(new Thread(Ends::fail, "hook"));
        startup.run(() -> System.out.println("serving"));
      }
      case "main returns" -> startup.configure(env -> 1);
      case "only daemons" -> {
        Thread poller = new Thread(Ends::sleep, "poller");
        poller.setDaemon(true);
        poller.start();
      }
      case "after ready" -> {
        startup.run(() -> System.out.println("serving"));
        fail();
      }
      case "serves until killed" -> {
        startup.run(() -> System.out.println("serving"));
        new CountDownLatch(1).await();
      }
      case "message throws" -> throw new Hostile(false);
      case "message never returns" -> throw new Hostile(true);
      case "crowd" -> crowd(2_000);
      case "awaits and serves" -> {
        startup.await(Gate.check("db", attempt -> {}));
        startup.run(() -> System.out.println("serving"));
      }
      case "two startups" -> {
        Thread.UncaughtExceptionHandler mine = (thread, thrown) -> System.out.println("mine");
        twice(mine, true);
        twice(mine, false);
        startup.close();
      }
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static void fail() {
    throw new IllegalStateException("the shelf is empty");
  }

  private static int depth(int n) {
    return n == Integer.MAX_VALUE ? n : depth(n + 1) + 1; // without an end that the stack allows
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void sleep() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void twice(Thread.UncaughtExceptionHandler mine, boolean inOrder) {
    Startup first = Startup.begin("first");
    Startup second = Startup.begin("second");
    (inOrder ? first : second).close();
    (inOrder ? second : first).close();
    Thread.setDefaultUncaughtExceptionHandler(mine);
    Startup third = Startup.begin("third");
    Startup fourth = Startup.begin("fourth");
    (inOrder ? third : fourth).close();
    (inOrder ? fourth : third).close();
    System.out.println(Thread.getDefaultUncaughtExceptionHandler() == mine ? "given back" : "lost");
  }

  /** All of them run out of memory in the same moment. */
  private static void crowd(int size) throws InterruptedException {
    CountDownLatch go = new CountDownLatch(1);
    for (int i = 0; i < size; i++) {
      new Thread(
              null,
              () -> {
                join(go);
                for (; ; ) {
                  synchronized (KEPT) {
                    KEPT.add(new byte[100_000]);
                  }
                }
              },
              "worker-" + i,
              128 << 10)
          .start();
    }
    go.countDown();
    new CountDownLatch(1).await();
  }

  private static void join(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Each loader has a class of its own, so that none can be unloaded. */
  private static void defineWithoutEnd() throws Exception {
    byte[] bytes;
    try (InputStream in = Ends.class.getResourceAsStream("Ends$Library.class")) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      in.transferTo(out);
      bytes = out.toByteArray();
    }
    for (; ; ) {
      KEPT.add(new Loader().define(bytes));
    }
  }

  private static final class Loader extends ClassLoader {
    Class<?> define(byte[] bytes) {
      return defineClass("com.example.ends.Ends$Library", bytes, 0, bytes.length);
    }
  }

  private static final class Broken {
    static final int VALUE = Integer.parseInt(Arrays.asList("not a number").get(0));
  }

  private static final class Library {
    static void exit(int code) {
      System.exit(code);
    }
  }

  private static final class Hostile extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final boolean hangs;

    Hostile(boolean hangs) {
      this.hangs = hangs;
    }

    @Override
    public String getMessage() {
      if (hangs) {
        sleep();
      }
      throw new UnsupportedOperationException();
    }
  }
}
