package io.softstart.gate.engine;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.net.Target;
import java.net.ConnectException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A refused bare connect, known by its class and told in the words of the network's rules. To read
 * the rules for it would take a cold JVM longer than the connect.
 */
final class ClosedPort {
  private static final String IN_A_NETWORK =
      "; inside a container network use the container's port, not the published one";

  private ClosedPort() {}

  /** {@return what it means that a bare connect threw this; null where the rules are to say} */
  static @Nullable Failure told(Throwable thrown, Optional<Target> target) {
    if (thrown.getClass() != ConnectException.class
        || thrown.getCause() != null
        || thrown.getSuppressed().length > 0) {
      return null;
    }
    String message = thrown.getMessage();
    if (message == null || message.contains("timed out")) { // by the system
      return null;
    }
    String address = target.isPresent() ? target.get().address() : "the server";
    return Failure.worded(
        FailureKind.REFUSED,
        "nothing listens on " + address,
        "start the server, or correct host and port" + IN_A_NETWORK);
  }

  /** {@return the failure without advice that is of no use where this very machine is meant} */
  static Failure fitting(Failure failure, Optional<Target> target) {
    return failure.action().endsWith(IN_A_NETWORK)
            && target.isPresent()
            && allLoopback(target.get().endpoints())
        ? failure.withAction(failure.action().replace(IN_A_NETWORK, ""))
        : failure;
  }

  /** A loop, since the first stream costs a cold JVM ten milliseconds. */
  private static boolean allLoopback(List<Target.Endpoint> endpoints) {
    for (Target.Endpoint endpoint : endpoints) {
      if (!isLoopback(endpoint)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLoopback(Target.Endpoint endpoint) {
    String host = endpoint.host();
    return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
  }
}
