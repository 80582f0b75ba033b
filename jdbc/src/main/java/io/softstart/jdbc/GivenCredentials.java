package io.softstart.jdbc;

import io.softstart.config.Secret;
import org.jspecify.annotations.Nullable;

/** What a gate's URL says of user and password beside the driver's own parameters. */
record GivenCredentials(@Nullable String user, @Nullable Secret password)
    implements CredentialsSource {
  @Override
  public Credentials now() {
    return new Credentials(user, password == null ? null : password.reveal());
  }

  @Override
  public boolean mayChange() {
    return false;
  }
}
