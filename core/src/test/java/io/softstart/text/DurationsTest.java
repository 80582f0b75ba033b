package io.softstart.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "PT0S,0 ms",
    "PT0.085S,85 ms",
    "PT0.9999S,1 s",
    "PT4.2S,4.2 s",
    "PT30S,30 s",
    "PT59.96S,60 s",
    "PT60S,1 min",
    "PT2M5S,2 min 5 s",
    "PT1H3M,1 h 3 min",
    "PT24H,24 h"
  })
  void readsAsPeopleWrite(Duration duration, String text) {
    assertThat(Durations.text(duration)).isEqualTo(text);
  }
}
