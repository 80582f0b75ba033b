package io.softstart.redis;

import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider.ImmediateRedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import io.softstart.client.CredentialsException;
import io.softstart.config.Secret;
import io.softstart.redact.Redactor;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A user whose password is asked for anew before each login, reconnects included. Lettuce asks also
 * whenever it puts a URI into words, to print a star for each character.
 */
record RotatingLogin(String user, Supplier<Secret> password) {
  RotatingLogin {
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
  }

  /**
   * As a provider that answers at once: with any other the answer of the server may be dealt with
   * on two threads, and the one that closes the connection can hide why the login was refused.
   */
  void addTo(RedisURI uri) {
    uri.setCredentialsProvider((ImmediateRedisCredentialsProvider) this::now);
  }

  private RedisCredentials now() {
    try {
      Secret secret = Objects.requireNonNull(password.get(), "the password supplier returned null");
      Redactor.know(password, secret.reveal());
      return RedisCredentials.just(user, secret.reveal());
    } catch (VirtualMachineError ends) {
      throw ends;
    } catch (Throwable failed) {
      throw new CredentialsException(failed);
    }
  }
}
