package io.softstart.redis;

import java.io.IOException;

/** Something else than what the URI says answers on the port. */
final class WrongProtocolException extends IOException {
  private static final long serialVersionUID = 1;

  /** What speaks there; the rules know these names as codes. */
  enum Found {
    PLAIN_REDIS,
    TLS,
    HTTP,
    OTHER
  }

  private final Found found;

  WrongProtocolException(Found found, Exception cause) {
    super("found " + found, cause);
    this.found = found;
  }

  Found found() {
    return found;
  }
}
