package io.softstart.kafka;

import java.io.IOException;

/** What answers on a broker's port does not talk as this client was told to. */
final class GreetingException extends IOException {
  private static final long serialVersionUID = 1;

  GreetingException(String what) {
    super(what);
  }
}
