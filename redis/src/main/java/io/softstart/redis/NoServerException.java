package io.softstart.redis;

import java.io.IOException;

/** None of several servers is a Redis that answers; says what each of them does. */
final class NoServerException extends IOException {
  private static final long serialVersionUID = 1;

  NoServerException(String faults) {
    super(faults);
  }
}
