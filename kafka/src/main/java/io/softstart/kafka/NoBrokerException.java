package io.softstart.kafka;

import java.io.IOException;

/** None of several bootstrap servers takes connections; says of each why. */
final class NoBrokerException extends IOException {
  private static final long serialVersionUID = 1;

  private final String faults;

  NoBrokerException(String faults) {
    super(faults);
    this.faults = faults;
  }

  String faults() {
    return faults;
  }
}
