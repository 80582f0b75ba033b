package io.softstart.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariCredentialsProvider;
import io.softstart.client.CredentialsException;
import io.softstart.redact.Redactor;
import org.jspecify.annotations.Nullable;

/** What a HikariCP configuration says of user and password. */
final class ConfiguredCredentials implements CredentialsSource {
  private final HikariConfig config;
  private final boolean hasProvider;

  ConfiguredCredentials(HikariConfig config) {
    this.config = config;
    this.hasProvider = hasProvider(config);
  }

  /** HikariCP before 7 has no such thing, and Spring Boot 3.5 comes with 6. */
  private static boolean hasProvider(HikariConfig config) {
    try {
      return config.getCredentialsProvider() != null;
    } catch (LinkageError olderHikari) {
      return false;
    }
  }

  @Override
  public Credentials now() {
    Credentials credentials =
        hasProvider
            ? Provided.by(config)
            : new Credentials(config.getUsername(), config.getPassword());
    String password = credentials.password();
    if (password != null) {
      Redactor.know(config, password); // masked from now on
    }
    return credentials;
  }

  @Override
  public @Nullable String user() {
    return config.getUsername();
  }

  @Override
  public boolean mayChange() {
    return hasProvider;
  }

  /** A class of its own, so that older HikariCPs need not resolve what it names. */
  private static final class Provided {
    static Credentials by(HikariConfig config) {
      HikariCredentialsProvider provider = config.getCredentialsProvider();
      try {
        var given = provider.getCredentials();
        return new Credentials(given.getUsername(), given.getPassword());
      } catch (VirtualMachineError ends) {
        throw ends;
      } catch (Throwable failed) {
        throw new CredentialsException(failed);
      }
    }
  }
}
