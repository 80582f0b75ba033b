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

  /** "Our own words are masked": only what others wrote is. */
  @Test
  void aSecretThatIsAWordOfOursMasksNoneOfOurWords() {
    Redactor.know("Zq7kind"); // in no other test
    BadValue thrown =
        BadValue.thrown("is no Zq7kind", new IllegalStateException("a Zq7kind, or none"), "");
    assertThat(thrown.what.redacted().text()).isEqualTo("is no Zq7kind: a ***, or none");
    assertThat(ConfigProblem.worded("SHOP_X", thrown.what).withHint("a Zq7kind").redacted().hint())
        .contains("a Zq7kind");
  }
}
