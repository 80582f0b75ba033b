package io.softstart.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jdbc:postgresql://db:5433/orders?user=u&password=S3CRET | jdbc:postgresql://db:5433/orders",
        "jdbc:postgresql://db/orders                             | jdbc:postgresql://db:5432/orders",
        "jdbc:postgresql://a:1,b:2/orders                        | jdbc:postgresql://a:1,b:2/orders",
        "jdbc:postgresql://[::1]:5432/x                          | jdbc:postgresql://[::1]:5432/x",
        "jdbc:mysql://root:S3CRET@db/shop                        | jdbc:mysql://db:3306/shop",
        "jdbc:sqlserver://db:1433;databaseName=x;password=S3CRET | jdbc:sqlserver://db:1433",
        "redis://:S3CRET@cache                                   | redis://cache:6379",
        "redis://u:S3@CRET@cache:7/1                             | redis://cache:7/1",
        "kafka://a,b:9093/topic                                  | kafka://a:9092,b:9093/topic",
        "https://my_svc/health?token=S3CRET#S3CRET               | https://my_svc:443/health",
      })
  void printsSchemeHostPortAndName(String url, String printed) {
    assertThat(Target.of(url)).hasToString(printed);
    assertThat(ServiceUrl.of(url)).hasToString(printed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis://u:S3C/RET@cache:6379",
        "redis://u:12/34@cache",
        "redis://u:S3C?RET@cache",
        "redis://u:S3C#RET@cache",
        "redis://:S3CRET",
        "jdbc:oracle:thin:u/S3CRET@//db:1521/X",
        "jdbc:h2:mem:x;PASSWORD=S3CRET",
        "jdbc:nosuch:u:S3CRET",
        "S3CRET",
        "u:S3CRET@host",
        "jdbc:mysql://address=(host=h)(password=S3CRET)",
      })
  void printsNothingOfWhatCannotBeReadForSure(String url) {
    assertThat(Target.of(url).toString())
        .doesNotContain("S3C")
        .doesNotContain("RET")
        .doesNotContain("12");
    assertThat(Target.of(url).endpoints()).isEmpty();
  }

  @Test
  void knockableOnlyWithOneEndpoint() {
    assertThat(Target.of("tcp://a:1").endpoint()).contains(new Target.Endpoint("a", 1));
    assertThat(Target.of("kafka://a:1,b:2").endpoint()).isEmpty();
    assertThat(Target.of("tcp://a").endpoint()).isEmpty(); // no port is known for tcp
  }

  @Test
  void bracketsOfAnAddressAreLeftOut() {
    assertThat(new Target.Endpoint("[::1]", 1)).isEqualTo(new Target.Endpoint("::1", 1));
    assertThat(Target.of("tcp", "[::1]", 1)).hasToString("tcp://[::1]:1");
  }

  @Test
  void badPartsAreRefusedWithoutRepeatingThem() {
    assertThatThrownBy(() -> new Target.Endpoint("u:S3CRET@h", 1))
        .hasMessageNotContaining("S3CRET");
    assertThatThrownBy(() -> Target.of("tcp", "h", 0))
        .hasMessage("port: 0 is not between 1 and 65535");
  }

  @Provide
  Arbitrary<String> passwords() {
    return Arbitraries.strings()
        .withChars("abcXYZ019@/#?%&;:$ {}'\"\\+=,.äß€")
        .ofMinLength(1)
        .ofMaxLength(20)
        .map(core -> "q7" + core + "7q");
  }

  @Property(tries = 5_000)
  void noPieceOfAPasswordIsEverPrinted(@ForAll("passwords") String password) {
    String encoded = URLEncoder.encode(password, StandardCharsets.UTF_8);
    for (String p : new String[] {password, encoded}) {
      for (String url :
          new String[] {
            "redis://:" + p + "@cache:6379/0",
            "redis://user:" + p + "@cache",
            "jdbc:mysql://root:" + p + "@db:3306/shop?x=y",
            "jdbc:postgresql://db:5432/orders?user=me&password=" + p,
            "jdbc:sqlserver://db:1433;user=sa;password=" + p,
            "jdbc:oracle:thin:scott/" + p + "@//db:1521/X",
          }) {
        assertThat(ServiceUrl.of(url).toString()).doesNotContain("q7").doesNotContain("7q");
      }
    }
  }
}
