package io.softstart.config;

import io.softstart.redact.Redactor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * A value that does not print itself: a password, a token, a key.
 *
 * <p>Immutable.
 */
public final class Secret {
  private final String value;

  /** For stand-ins: unlike {@link #of} it does not mask a harmless example everywhere. */
  Secret(String value) {
    this.value = value;
  }

  /**
   * Takes a secret value; from now on it is masked in every text that this library prints.
   *
   * @param value the value, as it is
   * @return the value, guarded
   */
  public static Secret of(String value) {
    Redactor.know(value);
    return new Secret(value);
  }

  /** {@return the value: for the client that logs in, never to print} */
  public String reveal() {
    return value;
  }

  /** {@return {@code ***}} */
  @Override
  public String toString() {
    return Redactor.MASK;
  }

  /** Compares in a time that does not depend on how much of the two values is alike. */
  @Override
  @SuppressWarnings("exports") // JSpecify: users need not have it
  public boolean equals(@Nullable Object other) {
    return other instanceof Secret that && MessageDigest.isEqual(bytes(), that.bytes());
  }

  /** {@return one number for all secrets, since a hash of a value tells about the value} */
  @Override
  public int hashCode() {
    return Secret.class.getName().hashCode();
  }

  private byte[] bytes() {
    return value.getBytes(StandardCharsets.UTF_8);
  }
}
