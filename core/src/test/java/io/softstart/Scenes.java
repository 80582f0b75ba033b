package io.softstart;

import io.softstart.gate.Gate;
import io.softstart.net.ServiceUrl;
import io.softstart.probe.TcpProbe;
import java.util.concurrent.CountDownLatch;

/** Applications that end in all the ways in which one can; each run as a process of its own. */
public final class Scenes {
  private Scenes() {}

  /** Plays the scene that the first argument names. */
  public static void main(String[] args) throws Exception {
    Startup startup = Startup.begin("scene", args);
    int port = Integer.getInteger("port", 1);
    switch (args[0]) {
      case "ready" -> startup.run(() -> System.out.println("serving"));
      case "ready wait" -> {
        startup.await();
        startup.run(() -> System.out.println("serving"));
      }
      case "main throws" -> throw new IllegalStateException("no licence, password=S3CRET");
      case "thread throws" -> {
        Thread thread =
            new Thread(
                () -> {
                  throw new IllegalStateException("from a thread");
                },
                "worker");
        thread.start();
        new CountDownLatch(1).await();
      }
      case "static initialiser" -> System.out.println(Broken.VALUE);
      case "body throws" ->
          startup.run(
              () -> {
                throw new java.io.IOException("port taken");
              });
      case "configure" ->
          startup.configure(
              env -> env.jdbcUrl("SCENE_URL").required() + env.string("SCENE_USER").required());
      case "wait" -> {
        try {
          startup.await(Gate.of("db", TcpProbe.of("127.0.0.1", port)));
        } finally {
          System.out.println("finally");
        }
      }
      case "wait and join main" -> {
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> join(main)));
        startup.await(Gate.of("db", TcpProbe.of("127.0.0.1", port)));
      }
      case "interrupt" -> {
        Thread main = Thread.currentThread();
        new Thread(
                () -> {
                  while (startup.report().gates().isEmpty()
                      || startup.report().gates().get(0).attempts() < 3) {
                    Thread.onSpinWait();
                  }
                  main.interrupt();
                })
            .start();
        try {
          startup.await(Gate.of("db", TcpProbe.of("127.0.0.1", port)));
        } catch (GateException interrupted) {
          System.out.println("flag " + Thread.currentThread().isInterrupted());
          System.out.println("last " + interrupted.failures().get("db").kind());
          throw interrupted;
        }
      }
      case "exit in a library" -> {
        startup.configure(env -> 1);
        Library.work();
      }
      case "begins" -> Runtime.getRuntime().halt(0);
      case "main returns" -> startup.configure(env -> 1);
      case "daemon throws" -> {
        Thread daemon =
            new Thread(
                () -> {
                  throw new IllegalStateException("from a daemon");
                });
        daemon.setDaemon(true);
        daemon.start();
        daemon.join();
        startup.run(() -> System.out.println("serving"));
      }
      case "left open" -> {
        Gate<String> pool =
            Gate.of(
                "pool",
                attempt -> {
                  attempt.own(() -> System.out.println("closed"));
                  return "pool";
                });
        startup.await(pool);
        startup.run(() -> System.out.println("serving"));
      }
      case "ready in a callback" -> {
        Gate<String> db = Gate.of("db", attempt -> "pool");
        Gate<Void> events = Gate.of("events", TcpProbe.of("127.0.0.1", port));
        startup.awaitInBackground(db, events).whenOpen(db, pool -> startup.ready());
        new CountDownLatch(1).await();
      }
      case "after ready" -> {
        startup.run(() -> System.out.println("serving"));
        throw new IllegalStateException("later");
      }
      case "secret in url" -> {
        ServiceUrl url = ServiceUrl.of(System.getenv("SCENE_URL"));
        throw new IllegalStateException("cannot use " + url.reveal(), new Exception(url.reveal()));
      }
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class Broken {
    static final int VALUE = parse("not a number");

    static int parse(String text) {
      return Integer.parseInt(text);
    }
  }

  private static final class Library {
    static void work() {
      System.exit(3);
    }
  }
}
