package io.softstart.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.net.ServiceUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:sqlserver://h:1;user=sa;password={hunt-A;hunt-B}",
        "jdbc:sqlserver://h:1;password={hunt-A;hunt-B};encrypt=true",
        "jdbc:postgresql://h/db?user=u&password=hunt-A&hunt-B",
        "jdbc:postgresql://h/db?password=hunt-A&&hunt-B&ssl=true",
        "tcp://h:1?softstart.password=hunt-A;hunt-B"
      })
  void aPasswordWithASeparatorInItIsMaskedAsAWhole(String url) {
    ServiceUrl.of(url);
    assertThat(Redactor.redact("DB_URL = " + url)).doesNotContain("hunt-A", "hunt-B");
  }
}
