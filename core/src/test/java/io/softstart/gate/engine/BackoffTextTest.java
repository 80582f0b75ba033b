package io.softstart.gate.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.softstart.gate.Backoff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackoffTextTest {
  private static List<Long> pauses(String text, double random) {
    Backoff backoff = BackoffText.parse(text);
    List<Long> pauses = new ArrayList<>();
    for (int failures = 1; failures <= 5; failures++) {
      pauses.add(backoff.pause(failures, Duration.ofSeconds(failures), random).toMillis());
    }
    return pauses;
  }

  @ParameterizedTest
  @ValueSource(strings = {"2s,x2,10s", "2s x2 10s", " 2s, x2.0, 10s "})
  void theClassicIsWhatItSays(String text) {
    assertThat(pauses(text, 0)).containsExactly(2_000L, 4_000L, 8_000L, 10_000L, 10_000L);
    assertThat(pauses(text, 0.9)).containsExactly(2_000L, 4_000L, 8_000L, 10_000L, 10_000L);
  }

  @Test
  void onePauseIsAlwaysTheSame() {
    assertThat(pauses("1m30s", 0.5)).containsOnly(90_000L);
  }

  @Test
  void jitterIsAskedFor() {
    assertThat(pauses("2s,x2,10s,jitter", 0))
        .containsExactly(1_000L, 2_000L, 4_000L, 5_000L, 5_000L);
    assertThat(pauses("5s jitter", 0)).containsOnly(2_500L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "jitter",
        "5",
        "0s",
        "-5s",
        "2s,x2",
        "2s,2,10s",
        "2s,x0.5,10s",
        "2s,xNaN,10s",
        "2s,x1e99999,10s",
        "10s,x2,2s",
        "2s,x2,10s,jiter",
        "2s,x2,10s,10",
        "999999999999999999999s"
      })
  void allElseIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> BackoffText.parse(text));
  }

  @Test
  void aTextWithoutEndIsRefusedAtOnce() {
    assertThatIllegalArgumentException().isThrownBy(() -> BackoffText.parse("1s,".repeat(100_000)));
  }
}
