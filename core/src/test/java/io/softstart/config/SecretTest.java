package io.softstart.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.redact.Redactor;
import org.junit.jupiter.api.Test;

class SecretTest {
  private final Secret secret = Secret.of("correct horse battery");

  @Test
  void doesNotPrintItself() {
    assertThat(secret.toString()).isEqualTo("***");
    assertThat(secret.reveal()).isEqualTo("correct horse battery");
  }

  @Test
  void isMaskedElsewhereFromThenOn() {
    assertThat(Redactor.redact("driver says: correct horse battery!"))
        .isEqualTo("driver says: ***!");
  }

  @Test
  void isEqualByValueWithoutAHashOfIt() {
    assertThat(secret)
        .isEqualTo(Secret.of("correct horse battery"))
        .hasSameHashCodeAs(Secret.of("another one"))
        .isNotEqualTo(Secret.of("another one"))
        .isNotEqualTo("correct horse battery");
  }
}
