package io.softstart.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizeTypeTest {
  private final SizeType type = new SizeType();

  @Property
  void whatIsWrittenReadsBackTheSame(@ForAll @LongRange(min = 0) long bytes) throws BadValue {
    assertThat(type.read(type.format(bytes))).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({"16MB, 16777216", "512KB, 524288", "0B, 0", "1TB, 1099511627776"})
  void reads(String text, long bytes) throws BadValue {
    assertThat(type.read(text)).isEqualTo(bytes);
    assertThat(type.format(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "16,is a number without a unit",
    "16mb,'is \"16mb\", not a size'",
    "MB,'is \"MB\", not a size'",
    "9999999999TB,is too large for a size",
    "99999999999999999999B,is too large for a size"
  })
  void refuses(String text, String what) {
    assertThatThrownBy(() -> type.read(text)).hasMessage(what);
  }
}
