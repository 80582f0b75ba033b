package io.softstart.jdbc;

import io.softstart.diagnosis.Failure;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;

/**
 * There is no connection, since the gate of the database is not open: {@link GatedDataSource} has
 * waited for it in vain. Its SQLState is 08001.
 */
public final class GateClosedException extends SQLTransientConnectionException {
  private static final long serialVersionUID = 1;
  private static final String STATE = "08001";

  private final String gate;
  private final Duration waited;
  private final transient Optional<Failure> lastFailure;

  GateClosedException(String gate, Duration waited, String why, Optional<Failure> lastFailure) {
    super(message(gate, waited, why, lastFailure), STATE);
    this.gate = gate;
    this.waited = waited;
    this.lastFailure = lastFailure;
  }

  private static String message(
      String gate, Duration waited, String why, Optional<Failure> lastFailure) {
    String text = "no connection: gate '" + gate + "' " + why + " (" + waited.toMillis() + " ms)";
    return lastFailure.isEmpty()
        ? text
        : text
            + ": "
            + lastFailure.get().reason()
            + " ("
            + lastFailure.get().kind()
            + "); "
            + lastFailure.get().action();
  }

  /** {@return the gate's name} */
  public String gate() {
    return gate;
  }

  /** {@return how long this call has waited for it} */
  public Duration waited() {
    return waited;
  }

  /** {@return the last failure of the gate; empty if there was none, and after serialization} */
  public Optional<Failure> lastFailure() {
    return lastFailure == null ? Optional.empty() : lastFailure;
  }
}
