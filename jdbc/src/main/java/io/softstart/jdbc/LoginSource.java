package io.softstart.jdbc;

import io.softstart.config.Secret;
import io.softstart.diagnosis.Failure;
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
  private final CredentialsSource account;
  private final ConnectionFactory logins;
  private final AttemptLogins attempts;

  LoginSource(ServiceUrl url, CredentialsSource account) {
    this(url, account, new Properties());
  }

  private LoginSource(ServiceUrl url, CredentialsSource account, Properties options) {
    this.url = url;
    this.account = account;
    this.logins = new DriverConnectionFactory(url.reveal(), null, options);
    this.attempts = new AttemptLogins(logins, account);
  }

  /** Takes the account out of the options. */
  static LoginSource of(ServiceUrl url, Properties options) {
    String password = options.getProperty("password");
    Secret secret = password == null ? null : Secret.of(password);
    return new LoginSource(url, new GivenCredentials(options.getProperty("user"), secret), options);
  }

  @Override
  public DataSource open(Attempt attempt, List<ConnectionCheck> checks) throws Exception {
    Failure fault = UrlProblem.in(url.reveal());
    if (fault != null) {
      throw attempt.notReady(fault);
    }
    Connection connection = attempts.connect(attempt);
    try (ProvenDataSource source = attempt.own(new ProvenDataSource(connection, logins, account))) {
      AbortAtCut abort = attempt.own(new AbortAtCut(connection));
      try {
        ConnectionCheck.passAll(checks, connection, attempt);
      } finally {
        abort.done();
      }
      return source;
    }
  }

  /** By a login that is bounded as that of an attempt is; those of the data source are not. */
  @Override
  public void recheck(DataSource opened, Attempt attempt, List<ConnectionCheck> checks)
      throws Exception {
    open(attempt, checks);
  }

  @Override
  public List<HostFailure> failuresByHost(Attempt attempt) {
    return attempts.failuresByHost(attempt);
  }

  @Override
  public Optional<Target> target() {
    return Optional.of(JdbcTarget.of(url.reveal()));
  }

  @Override
  public Optional<Target.Endpoint> dials() {
    return logins.dials();
  }

  @Override
  public void preload() {
    logins.preload();
  }

  @Override
  public @Nullable String user() {
    String user = UrlOptions.find(url.reveal(), "user"); // the driver's choice
    return user == null ? account.user() : user;
  }

  @Override
  public boolean namesNoUser() {
    return user() == null && UrlOptions.namesNoUser(url.reveal());
  }

  @Override
  public @Nullable Failure oddity() {
    return UrlProblem.blankEnd(url.reveal());
  }

  @Override
  public boolean passwordMayChange() {
    return account.mayChange();
  }
}
