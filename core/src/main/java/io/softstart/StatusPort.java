package io.softstart;

import io.softstart.config.ConfigReader;
import io.softstart.log.Level;
import io.softstart.log.Lines;
import io.softstart.redact.SafeCopy;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Where the status is to be shown, and of what: by code, then by the operator.
 *
 * @param port none if it is not shown
 * @param bind the address to listen on
 * @param version of the application
 * @param revision of its sources
 */
record StatusPort(
    OptionalInt port, String bind, Optional<String> version, Optional<String> revision) {
  static final int HIGHEST = 65_535;
  static final StatusPort NONE =
      new StatusPort(OptionalInt.empty(), "127.0.0.1", Optional.empty(), Optional.empty());

  StatusPort port(int other) {
    return new StatusPort(OptionalInt.of(other), bind, version, revision);
  }

  StatusPort bind(String other) {
    return new StatusPort(port, other, version, revision);
  }

  /** {@return the same, as far as the operator has not said otherwise} */
  StatusPort overriddenBy(ConfigReader env) {
    Optional<Integer> told =
        env.integer("SOFTSTART_STATUS_PORT")
            .describe("where the status is shown; 0 for any free port")
            .between(0, HIGHEST)
            .optional();
    return new StatusPort(
        told.isPresent() ? OptionalInt.of(told.get()) : port,
        env.string("SOFTSTART_STATUS_BIND")
            .describe("the address on which the status is shown")
            .orElse(bind),
        env.string("SOFTSTART_VERSION").describe("of the application, for its status").optional(),
        env.string("SOFTSTART_REVISION").describe("of its sources, for its status").optional());
  }

  /**
   * Begins to show a startup if a port is set. What stands in the way is told and stops nobody: on
   * a host where the former instance still holds the port, to fail would be the very loop that this
   * library is there to prevent.
   *
   * @return what serves; null if nothing does
   */
  StatusService.@Nullable Server open(StatusService.Source source, Lines lines) {
    if (port.isEmpty()) {
      return null;
    }
    String address = bind + ":" + port.getAsInt();
    try {
      Iterator<StatusService> services = ServiceLoader.load(StatusService.class).iterator();
      if (!services.hasNext()) {
        lines.line(
            Level.WARN,
            "the status is not shown on " + address + ": add softstart-status to the class path");
        return null;
      }
      StatusService.Server server = services.next().serve(bind, port.getAsInt(), source);
      lines.line(Level.INFO, "the status is shown on " + server.url());
      return server;
    } catch (IOException | ServiceConfigurationError unusable) {
      lines.line(
          Level.WARN,
          "the status is not shown on "
              + address
              + ", the startup goes on without: "
              + SafeCopy.messageOf(unusable)
              + "; choose another SOFTSTART_STATUS_PORT or SOFTSTART_STATUS_BIND");
      return null;
    }
  }
}
