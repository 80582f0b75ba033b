package io.softstart.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SilentEndOptionTest {
  private static final String EXIT = "-XX:+ExitOnOutOfMemoryError";

  @Test
  void theLastWordCounts() {
    assertThat(SilentEnd.in("", "java\0-Xmx1g\0-jar\0a.jar", "")).isEmpty();
    assertThat(SilentEnd.in(EXIT, "java\0-jar\0a.jar", "")).isEqualTo("ExitOnOutOfMemoryError");
    assertThat(SilentEnd.in(EXIT, "java\0-XX:-ExitOnOutOfMemoryError\0a.jar", "")).isEmpty();
    assertThat(SilentEnd.in("", "java\0-XX:+CrashOnOutOfMemoryError", ""))
        .isEqualTo("CrashOnOutOfMemoryError");
    assertThat(SilentEnd.option()).isEmpty();
  }
}
