package io.softstart.redis;

import java.io.IOException;

/** Sentinels answer, and the master that they name cannot be reached; says where, and why. */
final class AnnouncedMasterException extends IOException {
  private static final long serialVersionUID = 1;

  AnnouncedMasterException(String fault, Throwable cause) {
    super(fault, cause);
  }
}
