package io.softstart.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class RedactedThrowableTest {
  private static String printed(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }

  @Test
  void keepsClassFramesAndCausesButNoCredential() {
    Exception cause = new IllegalStateException("redis://:S3CRET@h");
    Exception thrown = new RuntimeException("password=S3CRET", cause);
    thrown.addSuppressed(new Exception("jdbc:x://u:S3CRET@h"));
    String text = printed(RedactedThrowable.of(thrown));
    assertThat(text)
        .doesNotContain("S3CRET")
        .contains("java.lang.RuntimeException: password=***")
        .contains("Caused by: java.lang.IllegalStateException")
        .contains("Suppressed: java.lang.Exception")
        .contains("RedactedThrowableTest.keepsClassFramesAndCausesButNoCredential");
  }

  @Test
  void cyclesEnd() {
    Exception a = new Exception("a");
    Exception b = new Exception("b", a);
    a.initCause(b);
    assertThat(printed(RedactedThrowable.of(a))).contains("java.lang.Exception: b");
  }

  @Test
  void aMessageThatCannotBeReadIsSaid() {
    Exception broken =
        new Exception() {
          private static final long serialVersionUID = 1;

          @Override
          public String getMessage() {
            throw new IllegalStateException("no");
          }
        };
    assertThat(RedactedThrowable.of(broken)).hasMessageContaining("its message cannot be read");
  }
}
