package io.softstart.jdbc;

import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The credentials of one login, each null if the driver has it from elsewhere. Never printed. */
final class Credentials {
  private final @Nullable String user;
  private final @Nullable String password;

  Credentials(@Nullable String user, @Nullable String password) {
    this.user = user;
    this.password = password;
  }

  @Nullable String user() {
    return user;
  }

  @Nullable String password() {
    return password;
  }

  /** Adds itself to a driver's properties, with HikariCP's precedence: a named user wins. */
  void addTo(Properties login) {
    if (user != null) {
      login.setProperty("user", user);
    }
    if (password != null && (user != null || login.getProperty("password") == null)) {
      login.setProperty("password", password);
    }
  }
}
