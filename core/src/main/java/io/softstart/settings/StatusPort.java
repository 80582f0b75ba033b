package io.softstart.settings;

import io.softstart.config.ConfigReader;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where the status is to be shown, and of what: by code, then by the operator.
 *
 * @param port none if it is not shown
 * @param bind the address to listen on
 * @param handover whether the application takes the port over
 * @param checking how often open gates are looked at again; none if they are not
 * @param version of the application
 * @param revision of its sources
 */
public record StatusPort(
    OptionalInt port,
    String bind,
    boolean handover,
    Optional<Duration> checking,
    Optional<String> version,
    Optional<String> revision) {
  public static final int HIGHEST = 65_535;
  public static final Duration LEAST = Duration.ofSeconds(1);
  private static final Duration MOST = Duration.ofDays(365);
  public static final StatusPort NONE =
      new StatusPort(
          OptionalInt.empty(),
          "127.0.0.1",
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public StatusPort port(int other) {
    return new StatusPort(OptionalInt.of(other), bind, handover, checking, version, revision);
  }

  public StatusPort bind(String other) {
    return new StatusPort(port, other, handover, checking, version, revision);
  }

  public StatusPort handedOver() {
    return new StatusPort(port, bind, true, checking, version, revision);
  }

  public StatusPort checking(Duration interval) {
    return new StatusPort(port, bind, handover, Optional.of(interval), version, revision);
  }

  private Optional<Duration> told(ConfigReader env) {
    Optional<Duration> told =
        env.duration("SOFTSTART_KEEP_CHECKING")
            .describe("how often to check open gates again after READY")
            .between(LEAST, MOST)
            .optional();
    return told.isPresent() ? told : checking;
  }

  /** {@return the same, as far as the operator has not said otherwise} */
  public StatusPort overriddenBy(ConfigReader env) {
    Optional<Integer> told =
        env.integer("SOFTSTART_STATUS_PORT")
            .describe("port of the status page; 0 for any free port")
            .example("8081")
            .between(0, HIGHEST)
            .optional();
    return new StatusPort(
        told.isPresent() ? OptionalInt.of(told.get()) : port,
        env.string("SOFTSTART_STATUS_BIND").describe("address of the status page").orElse(bind),
        handover,
        told(env),
        env.string("SOFTSTART_VERSION")
            .describe("version of the application, for its status")
            .optional(),
        env.string("SOFTSTART_REVISION")
            .describe("revision of its sources, for its status")
            .optional());
  }
}
