package io.softstart.agent;

import java.net.InetAddress;
import java.net.ServerSocket;

/** An application that knows nothing of Softstart. With a port it serves, else it ends. */
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
    if (args.length > 0) {
      ServerSocket socket =
          new ServerSocket(Integer.parseInt(args[0]), 1, InetAddress.getLoopbackAddress());
      socket.accept();
    }
  }
}
