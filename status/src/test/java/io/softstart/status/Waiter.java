package io.softstart.status;

import io.softstart.Startup;
import io.softstart.gate.Gate;
import io.softstart.probe.TcpProbe;
import java.util.concurrent.CountDownLatch;

/** An application that waits for a port of this host, and then serves for ever. */
final class Waiter {
  private Waiter() {}

  public static void main(String[] args) {
    Startup startup = Startup.begin("waiter", args);
    Gate<Void> db = Gate.of("db", TcpProbe.of("127.0.0.1", Integer.parseInt(args[0])));
    startup.await(db);
    startup.run(
        () -> {
          startup.ready();
          new CountDownLatch(1).await();
        });
  }
}
