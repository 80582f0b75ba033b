package io.softstart.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.diagnosis.Failure;

/** No secret stands in a failure. */
public final class SecretCheck {
  private SecretCheck() {}

  /** Neither a secret nor a piece of four characters that a parser might cut it into. */
  public static void assertClean(Failure failure, String... secrets) {
    for (String secret : secrets) {
      assertThat(failure.toString()).doesNotContain(secret);
      for (String piece : secret.split("[/#?@:]")) {
        if (piece.length() >= 4) {
          assertThat(failure.toString()).doesNotContain(piece);
        }
      }
    }
  }
}
