package io.softstart.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationTypeTest {
  private final DurationType type = new DurationType();

  @Property
  void whatIsWrittenReadsBackTheSame(
      @ForAll @LongRange(min = 0) long seconds, @ForAll @IntRange(max = 999_999_999) int nanos)
      throws BadValue {
    Duration duration = Duration.ofSeconds(seconds, nanos);
    assertThat(type.read(type.format(duration))).isEqualTo(duration);
    assertThat(type.read(duration.toString())).isEqualTo(duration);
  }

  @Property
  void anyTextIsADurationOrABadValue(@ForAll String text) {
    if (!text.isEmpty()) {
      try {
        assertThat(type.read(text).isNegative()).isFalse();
      } catch (BadValue e) {
        assertThat(e.what.text()).isNotBlank();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "30s, PT30S",
    "5m, PT5M",
    "500ms, PT0.5S",
    "1h30m, PT1H30M",
    "2d, PT48H",
    "0s, PT0S",
    "PT30S, PT30S",
    "P1DT1S, PT24H1S",
    "1s500ms, PT1.5S",
    "7us, PT0.000007S",
    "7ns, PT0.000000007S"
  })
  void reads(String text, Duration expected) throws BadValue {
    assertThat(type.read(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "30|is a number without a unit",
        "5 sec|is \"5 sec\", not a duration",
        "5M|is \"5M\", not a duration",
        "30m1h|is \"30m1h\", not a duration",
        "1h1h|is \"1h1h\", not a duration",
        "-5s|is \"-5s\", not a duration",
        "s|is \"s\", not a duration",
        "1.5h|is \"1.5h\", not a duration",
        "P|is \"P\", not a duration",
        "PT-30S|is negative",
        "99999999999999999999s|is too long for a duration",
        "9223372036854775807d|is too long for a duration",
        "joe:secret@host|is not a duration",
      })
  void refuses(String text, String what) {
    assertThatThrownBy(() -> type.read(text)).hasMessage(what);
  }

  @Example
  void writesTheShortestForm() {
    assertThat(type.format(Duration.ofMinutes(90))).isEqualTo("1h30m");
    assertThat(type.format(Duration.ZERO)).isEqualTo("0s");
  }
}
