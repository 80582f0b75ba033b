package io.softstart.jdbc;

import org.jspecify.annotations.Nullable;

/** Who logs in. Thread-safe. */
interface CredentialsSource {
  /**
   * Returns the credentials of the next login.
   *
   * @throws io.softstart.client.CredentialsException in place of what a supplier throws
   */
  Credentials now();

  /** Returns the user's name for messages, null if it is not known. */
  @Nullable String user();

  /** Whether {@link #now} may return another password the next time. */
  boolean mayChange();
}
