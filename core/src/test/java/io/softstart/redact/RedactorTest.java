package io.softstart.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
  /** What drivers were seen to print; the password is S3CRET everywhere, and known to nobody. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "No suitable driver found for jdbc:nosuch://u:S3CRET@h/db?password=S3CRET",
        "Unable to parse URL jdbc:postgresql://h:notaport/app?password=S3CRET",
        "java.net.UnknownHostException: u:S3CRET@127.0.0.1",
        "failed to parse the URL authority segment 'u:S3CRET@host'",
        "ORA-12261 Easy Connect connection string u:S3CRET@host:1521/X",
        "90011 database URL \"jdbc:h2:rel;PASSWORD=S3CRET\"",
        "jdbcUrl=jdbc:nosuch://u:S3CRET@h/db",
        "Cannot open Redis connection due invalid URI \"redis://u:S3CRET@h:bad\"",
        "redis://:S3CRET@h",
        "Server returned HTTP response code: 401 for URL: http://u:S3CRET@host/",
        "jdbc:sqlserver://h;pwd=S3CRET;x=y",
        "jdbc:sqlserver://h;password={S3CRET;x};x=y",
        "sasl.jaas.config=org.X required username=\"u\" password=\"S3CRET\";",
        "Authorization: Bearer S3CRETS3CRET",
        "Authorization: Basic S3CRETS3CRET",
        "basic.auth.user.info=u:S3CRET",
        "{\"password\": \"S3CRET\"}",
        "aws_secret_access_key=S3CRET",
        "-----BEGIN RSA PRIVATE KEY-----\nS3CRET\n-----END RSA PRIVATE KEY-----",
        "?X-Amz-Signature=S3CRET&x=y",
      })
  void masksByShape(String text) {
    assertThat(Redactor.redact(text)).doesNotContain("S3CRET").contains(Redactor.MASK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password authentication failed for user \"orders\"",
        "FATAL: database \"orders\" does not exist",
        "Connection to localhost:5432 refused. Check that the hostname and port are correct",
        "the design=simple",
        "relation \"tokens\" does not exist",
        "",
      })
  void leavesHarmlessTextAlone(String text) {
    assertThat(Redactor.redact(text)).isEqualTo(text);
  }

  @Test
  void nullIsEmpty() {
    assertThat(Redactor.redact(null)).isEmpty();
  }

  @Test
  void knownSecretsAreReplacedWhereNoShapeGivesThemAway() {
    Redactor.know("hunter2-hunter2");
    assertThat(Redactor.redact("For input string: \"hunter2-hunter2\""))
        .isEqualTo("For input string: \"***\"");
  }

  @Test
  void aSecretThatIsDeclaredAgainIsNotTheNextToBeForgotten() {
    Redactor.know("Zq-old-but-used");
    for (int i = 0; i < 300; i++) {
      Redactor.know("Zq-filler-a" + i);
    }
    Redactor.know("Zq-old-but-used");
    for (int i = 0; i < 300; i++) {
      Redactor.know("Zq-filler-b" + i);
    }
    assertThat(Redactor.redact("is Zq-old-but-used")).isEqualTo("is ***");
  }

  @Test
  void aDollarBeforeAMaskedHostIsNoGroupReference() {
    Redactor.know("Zq-masked-first");
    assertThat(Redactor.redact("cost$1:Zq-masked-first@host")).isEqualTo("cost$1:***@host");
  }

  @Test
  void piecesThatAParserCutsOutAreReplacedToo() {
    Redactor.know("Lef7side@Righ7side");
    assertThat(Redactor.redact("unknown host Righ7side, port 'Lef7side'"))
        .isEqualTo("unknown host ***, port '***'");
  }

  @Test
  void aPieceMasksNoLongerWord() {
    Redactor.know("Qx3cret/pass#word?x");
    assertThat(Redactor.redact("the password is wrong")).isEqualTo("the password is wrong");
    assertThat(Redactor.redact("bad port: 'pass'")).isEqualTo("bad port: '***'");
  }

  @Provide
  Arbitrary<String> secrets() {
    return Arbitraries.strings()
        .withChars("abcXYZ019@/#?%&;:$ {}'\"\\+=,.äß€\n")
        .ofMinLength(6)
        .ofMaxLength(24)
        .filter(s -> !s.isBlank() && s.chars().distinct().count() > 3);
  }

  @Property(tries = 2_000)
  void aKnownSecretIsInNoText(@ForAll("secrets") String secret) {
    Redactor.know(secret);
    String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    assertThat(Redactor.redact("before " + secret + " after")).doesNotContain(secret);
    assertThat(Redactor.redact("before '" + encoded + "' after")).doesNotContain(encoded);
  }

  @Test
  void aSecretThatIsAKeyHidesNoKey() {
    Redactor.know("moon_account_key"); // no other test has it
    assertThat(Redactor.redact("no connection with moon_account_key=Zq7tr0ub"))
        .doesNotContain("tr0ub");
    assertThat(Redactor.redact("{\"moon_account_key\": \"Zq7tr0ub\"}")).doesNotContain("tr0ub");
  }
}
