package io.softstart.probe.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.softstart.probe.Gates;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateUrlTest {
  @ParameterizedTest
  @CsvSource({
    "tcp://h:1, tcp://h:1",
    "http://h/p?softstart.status=204, http://h/p",
    "http://h/p?a=b&softstart.status=204, http://h/p?a=b",
    "http://h/p?softstart.status=204&a=b, http://h/p?a=b",
    "http://h/p?a=b&softstart.status=204&c=d, http://h/p?a=b&c=d",
    "jdbc:sqlserver://h:1;softstart.table=t;user=u, jdbc:sqlserver://h:1;user=u",
  })
  void optionsAreTakenOutOfTheUrl(String url, String rest) {
    assertThat(UrlOptions.in(url).rest()).isEqualTo(rest);
  }

  @Test
  void optionsAreDecoded() {
    assertThat(UrlOptions.in("http://h/?softstart.body=%22UP%22&softstart.status=200").options())
        .isEqualTo(Map.of("body", "\"UP\"", "status", "200"));
  }

  @Test
  void whatIsMisspeltIsRefusedWithTheNameThatWasMeant() {
    assertThatThrownBy(() -> Gates.fromUrl("x", "htpp://u:S3CRET@h/"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "no gate takes a URL of this scheme; known are file, http, https, tcp; did you mean http?");
    assertThatThrownBy(() -> Gates.fromUrl("x", "http://h/?softstart.statsu=200"))
        .hasMessage("option softstart.statsu is unknown: did you mean status?");
    assertThatThrownBy(
            () -> Gates.fromUrl("x", "http://h/?softstart.status=2OO&softstart.deadline=5"))
        .hasMessage(
            "option softstart.status is \"2OO\", not a whole number (did you mean 200, with digits"
                + " only?); option softstart.deadline is a number without a unit (add ms, s, m, h or"
                + " d)");
    assertThatThrownBy(() -> Gates.fromUrl("x", "tcp://u:S3CRET"))
        .hasMessageNotContaining("S3CRET");
  }
}
