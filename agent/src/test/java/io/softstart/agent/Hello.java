package io.softstart.agent;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.locks.LockSupport;

/**
 * An application that knows nothing of Softstart. With a port it serves, with {@code crash} its
 * main throws and another thread lives on, with {@code worker} a worker throws, with {@code exit}
 * it calls exit(0); else it ends.
 */
public final class Hello {
  private Hello() {}

  @SuppressWarnings("PMD")
  public static void main(String[] args) throws Exception {
    boolean seen = true;
    try {
      Class.forName("io.softstart.Startup");
    } catch (ClassNotFoundException hidden) {
      seen = false;
    }
    System.out.println("hello, " + (seen ? "sees" : "does not see") + " Softstart");
    if (args.length > 0 && args[0].equals("worker")) {
      Thread worker =
          new Thread(
              () -> {
                throw new IllegalStateException("a bad message");
              },
              "worker-1");
      worker.start();
      worker.join();
      System.out.println("still here");
      return;
    }
    if (args.length > 0 && args[0].equals("exit")) {
      System.exit(0);
    }
    if (args.length > 0 && args[0].equals("crash")) {
      Thread other = new Thread(LockSupport::park, "pool-1");
      other.start();
      throw new IllegalStateException("no such table: orders");
    }
    if (args.length > 0) {
      ServerSocket socket =
          new ServerSocket(Integer.parseInt(args[0]), 1, InetAddress.getLoopbackAddress());
      socket.accept();
    }
  }
}
