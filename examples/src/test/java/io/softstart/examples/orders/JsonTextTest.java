package io.softstart.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonTextTest {
  @Test
  void escapesWhatJsonWantsEscaped() {
    assertThat(JsonText.quoted("a\"b\\c/d\u0000\n\u001f\u007fé🍰"))
        .isEqualTo("\"a\\\"b\\\\c/d\\u0000\\u000a\\u001f\u007fé🍰\"");
  }
}
