package io.softstart.gate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.gate.Pressure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PressureTest {
  @ParameterizedTest
  @CsvSource({
    "0, 10, 0, false",
    "7, 10, 0.7, false",
    "8, 10, 0.8, true",
    "12, 10, 1, true",
    "1, 0, 0, false"
  })
  void fromFourFifthsOnItIsAWarning(int active, int max, double share, boolean warning) {
    Pressure pressure = new Pressure(active, max, 0);
    assertThat(pressure.share()).isEqualTo(share);
    assertThat(pressure.isWarning()).isEqualTo(warning);
  }
}
