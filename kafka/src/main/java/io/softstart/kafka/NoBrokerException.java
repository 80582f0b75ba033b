package io.softstart.kafka;

import java.io.IOException;

/** None of several bootstrap servers can be used; says of each why. */
final class NoBrokerException extends IOException {
  private static final long serialVersionUID = 1;

  NoBrokerException(String faults) {
    super(faults);
  }
}
