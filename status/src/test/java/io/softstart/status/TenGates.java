package io.softstart.status;

import io.softstart.Startup;
import io.softstart.gate.AnyGate;
import io.softstart.gate.Gate;
import io.softstart.probe.TcpProbe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An application that waits for ten servers, all of which it starts itself after some seconds. */
final class TenGates {
  private TenGates() {}

  public static void main(String[] args) {
    long late = Long.parseLong(args[0]);
    int[] ports = Arrays.stream(args).skip(1).mapToInt(Integer::parseInt).toArray();
    Startup startup = Startup.begin("ten");
    AnyGate<?>[] gates = new AnyGate<?>[ports.length];
    for (int i = 0; i < gates.length; i++) {
      gates[i] = Gate.of("server-" + i, TcpProbe.of("127.0.0.1", ports[i]));
    }
    Thread servers = new Thread(() -> serve(late, ports));
    servers.setDaemon(true);
    servers.start();
    startup.await(gates);
    startup.run(
        () -> {
          startup.ready();
          new CountDownLatch(1).await();
        });
  }

  private static void serve(long late, int... ports) {
    try {
      TimeUnit.SECONDS.sleep(late);
      List<ServerSocket> listening = new ArrayList<>();
      for (int port : ports) {
        listening.add(new ServerSocket(port, 50, InetAddress.getLoopbackAddress()));
      }
      new CountDownLatch(listening.size()).await();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
