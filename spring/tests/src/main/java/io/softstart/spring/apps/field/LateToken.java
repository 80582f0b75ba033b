package io.softstart.spring.apps.field;

import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.plugin.AuthenticationPlugin;
import org.postgresql.plugin.AuthenticationRequestType;

/** Has no token before the identity service is up. */
public final class LateToken implements AuthenticationPlugin {
  /** Called by the driver. */
  public LateToken(Properties options) {}

  @Override
  public char @Nullable [] getPassword(AuthenticationRequestType type) {
    return Secrets.isThere() ? Secrets.password().toCharArray() : null;
  }
}
