package io.softstart.jdbc;

import io.softstart.gate.Attempt;
import io.softstart.net.ServiceUrl;
import io.softstart.net.Target;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Logs in once and out again: nothing is kept, and each later connection is a login of its own. */
final class LoginSource implements Source<DataSource> {
  private final ServiceUrl url;
  private final Account account;
  private final Logins logins;

  LoginSource(ServiceUrl url, Account account) {
    this.url = url;
    this.account = account;
    this.logins = new DriverLogins(url.reveal(), null, new Properties());
  }

  @Override
  public DataSource open(Attempt attempt, List<ConnectionCheck> checks) throws Exception {
    Connection connection = logins.forAttempt(account.now(), attempt.remaining());
    try (ProvenDataSource source = attempt.own(new ProvenDataSource(connection, logins, account))) {
      ConnectionCheck.passAll(checks, connection, attempt);
      return source;
    }
  }

  @Override
  public Optional<Target> target() {
    return Optional.of(JdbcTarget.of(url.reveal()));
  }

  @Override
  public @Nullable String user() {
    String user = UrlOptions.find(url.reveal(), "user"); // the driver's choice
    return user == null ? account.user() : user;
  }

  @Override
  public boolean passwordMayChange() {
    return account.mayChange();
  }
}
