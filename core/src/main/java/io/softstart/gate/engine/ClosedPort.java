package io.softstart.gate.engine;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.net.Target;
import java.net.ConnectException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A refused bare connect, known by its class and told in the words of the network's rules. To read
 * the rules for it would take a cold JVM longer than the connect.
 */
final class ClosedPort {
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
        "start the server, or correct host and port; inside a container network use the"
            + " container's port, not the published one");
  }
}
