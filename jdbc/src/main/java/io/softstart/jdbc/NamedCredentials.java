package io.softstart.jdbc;

import io.softstart.client.CredentialsException;
import io.softstart.config.Secret;
import io.softstart.redact.Redactor;
import java.util.Objects;
import java.util.function.Supplier;

/** A user, and a password that is asked for anew before each login. */
final class NamedCredentials implements CredentialsSource {
  private final String user;
  private final Supplier<Secret> password;
  private final boolean mayChange;

  private NamedCredentials(String user, Supplier<Secret> password, boolean mayChange) {
    this.user = Objects.requireNonNull(user, "user");
    this.password = Objects.requireNonNull(password, "password");
    this.mayChange = mayChange;
  }

  static NamedCredentials given(String user, Secret password) {
    return new NamedCredentials(
        user, new Given(Objects.requireNonNull(password, "password")), false);
  }

  static NamedCredentials supplied(String user, Supplier<Secret> password) {
    return new NamedCredentials(user, password, true);
  }

  @Override
  public Credentials now() {
    try {
      Secret secret = Objects.requireNonNull(password.get(), "the password supplier returned null");
      Redactor.know(password, secret.reveal());
      return new Credentials(user, secret.reveal());
    } catch (VirtualMachineError ends) {
      throw ends;
    } catch (Throwable failed) {
      throw new CredentialsException(failed);
    }
  }

  @Override
  public String user() {
    return user;
  }

  @Override
  public boolean mayChange() {
    return mayChange;
  }

  /** Not a lambda: it is on the path of every start. */
  private record Given(Secret get) implements Supplier<Secret> {}
}
