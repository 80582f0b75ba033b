package io.softstart.jdbc;

import io.softstart.gate.Attempt;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The logins of attempts: each asks for its credentials once. Thread-safe. */
final class AttemptLogins {
  private final ConnectionFactory logins;
  private final CredentialsSource account;
  private volatile @Nullable Credentials failed;

  AttemptLogins(ConnectionFactory logins, CredentialsSource account) {
    this.logins = logins;
    this.account = account;
  }

  Connection connect(Attempt attempt) throws SQLException {
    failed = null;
    Credentials credentials = account.now();
    failed = credentials;
    Connection connection = logins.forAttempt(credentials, attempt.remaining());
    failed = null;
    return connection;
  }

  /** As {@link Source#failuresByHost}, with the credentials of the login that has just failed. */
  List<HostFailure> failuresByHost(Attempt attempt) {
    Credentials same = failed;
    failed = null;
    return logins.failuresByHost(same == null ? account.now() : same, attempt);
  }
}
