package io.softstart.bench.faults;

import com.zaxxer.hikari.HikariDataSource;
import io.lettuce.core.RedisClient;
import io.softstart.Startup;
import io.softstart.StartupOptions;
import io.softstart.event.StartupEvent;
import io.softstart.gate.AnyGate;
import io.softstart.gate.Gate;
import io.softstart.gate.OpenGates;
import java.sql.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;

/**
 * The application under test, in a JVM of its own: waits for the gates of a scenario, uses what
 * they opened, and tells on stdout what it met and when.
 *
 * <p>Arguments: the area and the name of the scenario, then what its script gives.
 */
final class Application {
  private static final Set<String> OPEN_NOTHING = Set.of("search", "clock");

  private Application() {}

  public static void main(String[] args) throws Exception {
    Scenario scenario = Area.valueOf(args[0]).scenario(args[1]);
    List<AnyGate<?>> gates =
        scenario.gates().of(Given.of(Arrays.copyOfRange(args, 2, args.length)));
    Startup startup = Startup.begin(StartupOptions.of("application").listener(Application::tell));
    OpenGates open = startup.await(gates.toArray(AnyGate<?>[]::new));
    startup.run(() -> use(open, gates));
    System.out.println(startup.report().isDegraded() ? "degraded" : "opens");
    System.out.flush();
  }

  private static void tell(StartupEvent event) {
    if (event instanceof StartupEvent.AttemptFailed failed) {
      System.out.println("failed " + failed.gate() + " " + failed.failure().kind());
    } else if (event instanceof StartupEvent.GateFailed failed) {
      System.out.println("failed " + failed.gate() + " " + failed.failure().kind());
    } else if (event instanceof StartupEvent.GateOpened opened) {
      System.out.println("opened " + opened.gate() + " " + System.nanoTime());
    }
  }

  /** A gate that opens has to be of use. */
  private static void use(OpenGates open, List<AnyGate<?>> gates) throws Exception {
    for (AnyGate<?> gate : gates) {
      Object opened =
          gate instanceof Gate<?> required && !OPEN_NOTHING.contains(gate.name())
              ? open.get(required)
              : null;
      if (opened instanceof HikariDataSource pool) {
        try (Connection connection = pool.getConnection()) {
          require(connection.createStatement().execute("select 1"), gate);
        }
        pool.close();
      } else if (opened instanceof RedisClient client) {
        require(client.connect().sync().ping().equals("PONG"), gate);
        client.shutdown();
      } else if (opened instanceof Admin admin) {
        require(!admin.describeCluster().nodes().get().isEmpty(), gate);
        admin.close();
      }
    }
  }

  private static void require(boolean works, AnyGate<?> gate) {
    if (!works) {
      throw new IllegalStateException(gate.name() + " opened, but is of no use");
    }
  }
}
