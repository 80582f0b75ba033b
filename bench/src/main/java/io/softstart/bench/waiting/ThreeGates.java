package io.softstart.bench.waiting;

import io.softstart.Startup;
import io.softstart.config.Secret;
import io.softstart.gate.Gate;
import io.softstart.jdbc.JdbcProbe;
import io.softstart.net.ServiceUrl;

/** A service whose three databases are not there. */
final class ThreeGates {
  private ThreeGates() {}

  public static void main(String[] ports) {
    if (ports.length > 3) {
      tellWhatIsAllocated();
    }
    Startup startup = Startup.begin("waiting");
    startup.await(
        gate("orders-db", ports[0]), gate("users-db", ports[1]), gate("log-db", ports[2]));
  }

  /** With a heap that is never collected, what is used is all that was ever allocated. */
  private static void tellWhatIsAllocated() {
    Thread meter =
        new Thread(
            () -> {
              Runtime runtime = Runtime.getRuntime();
              try {
                while (true) {
                  long used = runtime.totalMemory() - runtime.freeMemory();
                  System.out.println("allocated " + used);
                  Thread.sleep(1_000);
                }
              } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
              }
            },
            "bench-meter");
    meter.setDaemon(true);
    meter.start();
  }

  private static Gate<?> gate(String name, String port) {
    ServiceUrl url = ServiceUrl.of("jdbc:postgresql://127.0.0.1:" + port + "/" + name);
    return Gate.of(name, JdbcProbe.pool(url, "bench", Secret.of("not needed")));
  }
}
