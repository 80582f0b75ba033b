package io.softstart.kafka;

import java.io.IOException;

/** Brokers answer, but not at the addresses that they give to clients; says of each why. */
final class ListenerException extends IOException {
  private static final long serialVersionUID = 1;

  ListenerException(String faults) {
    super(faults);
  }
}
