package io.softstart.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.softstart.config.Secret;
import io.softstart.gate.Attempt;
import io.softstart.net.ServiceUrl;
import io.softstart.net.Target;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Borrows connections of a {@code DataSource} that is not ours. */
final class ExistingSource<D extends DataSource> implements Source<D> {
  private final D existing;
  private final @Nullable ServiceUrl url;
  private final @Nullable String user;

  ExistingSource(D existing) {
    this.existing = Objects.requireNonNull(existing, "existing");
    if (existing instanceof HikariConfig pool) { // a pool knows more of itself
      this.url = pool.getJdbcUrl() == null ? null : ServiceUrl.of(pool.getJdbcUrl());
      this.user = pool.getUsername();
      if (pool.getPassword() != null) {
        Secret.of(pool.getPassword()); // masked from now on
      }
    } else {
      this.url = null;
      this.user = null;
    }
  }

  @Override
  public D open(Attempt attempt, List<ConnectionCheck> checks) throws Exception {
    Borrowed.check(existing, attempt, checks);
    return existing;
  }

  @Override
  public Optional<Target> target() {
    return url == null ? Optional.empty() : Optional.of(JdbcTarget.of(url.reveal()));
  }

  /** Known of a pool that is made of a URL. */
  @Override
  public Optional<Target.Endpoint> dials() {
    if (url == null || !(existing instanceof HikariDataSource pool) || isChanged(pool)) {
      return Optional.empty();
    }
    return DialedAddress.of(
        url.reveal(), pool.getDataSourceProperties(), pool.getDriverClassName());
  }

  private static boolean isChanged(HikariDataSource pool) {
    return pool.getClass() != HikariDataSource.class
        || pool.getDataSource() != null
        || pool.getDataSourceClassName() != null;
  }

  @Override
  public void preload() {
    // its owner made it
  }

  @Override
  public @Nullable String user() {
    return user == null && url != null ? UrlOptions.find(url.reveal(), "user") : user;
  }

  /** Whose it is may know a new one, so nothing about its password is final. */
  @Override
  public boolean passwordMayChange() {
    return true;
  }
}
