package io.softstart.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.net.ServiceUrl;
import org.junit.jupiter.api.Test;

/** Passwords of URLs as each client decodes them: a plus stays one, or is a blank. */
class UrlPasswordTest {
  @Test
  void aLiteralPlusIsMaskedHoweverItIsDecoded() {
    ServiceUrl.of("redis://:+Q8y%2FZt9bW%3D@127.0.0.1:26381");
    assertThat(Redactor.redact("args beginning with: 'AUTH' 'default' '+Q8y/Zt9bW='"))
        .doesNotContain("Q8y", "Zt9bW");
    assertThat(Redactor.redact("args beginning with: 'AUTH' ' Q8y/Zt9bW='"))
        .doesNotContain("Q8y", "Zt9bW");
    assertThat(Redactor.redact("as given: +Q8y%2FZt9bW%3D")).doesNotContain("Q8y", "Zt9bW");
  }
}
