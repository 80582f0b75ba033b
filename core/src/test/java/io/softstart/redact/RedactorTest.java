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
        "password: S3CRET",
        "db.password: S3CRET, user: bob",
        "X-Api-Key: S3CRET",
        "X-Auth-Token: Bearer S3CRET",
        "<password>S3CRET</password>",
        "<db:password enc=\"no\">S3CRET S3CRET</db:password>",
        "<password>S3CRET<",
        "mysql --password S3CRET -h db",
        "tool --api-key 'S3CRET S3CRET'",
        "{'password': 'S3CRET'}",
        "{\\\"password\\\":\\\"S3CRET\\\"}",
        "\"password\" => \"S3CRET\"",
        "{\"pin_token\": S3CRET}",
        "password='it''s S3CRET'",
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
        "Access denied for user 'app'@'10.0.0.1' (using password: YES)",
        "ERR AUTH <password> called without any password configured for the default user",
        "/run/secrets/db-password: permission denied",
        "javax.security.auth.login.CredentialNotFoundException: none for this realm",
        "com.example.InvalidTokenException: it is over",
        "secret://vault/orders",
        "the server wants basic authentication",
        "usage: tool <user> <password> file",
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
  void aSecretThatWasReadAsAListIsReplacedInItsPrintedForm() {
    Redactor.know("Zq7%,&0'=?\n0/%X{{");
    assertThat(Redactor.redact("tags are [8080Zq7%, &0'=?\n0/%X{{]")).doesNotContain("Zq7", "X{{");
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
  void aShortSecretWithLineBreaksBehindItIsMaskedAsItIs() {
    Redactor.know("xyZ\n\n\n");
    assertThat(Redactor.redact("before xyZ\n\n\n after")).doesNotContain("xyZ\n");
  }

  @Test
  void aSecretThatIsAKeyHidesNoKey() {
    Redactor.know("moon_account_key"); // no other test has it
    assertThat(Redactor.redact("no connection with moon_account_key=Zq7tr0ub"))
        .doesNotContain("tr0ub");
    assertThat(Redactor.redact("{\"moon_account_key\": \"Zq7tr0ub\"}")).doesNotContain("tr0ub");
  }

  private static final String SECRET = "+R7x/Zt9 bQ='&\"<\\ü€";

  /** The forms in which servers, clients and tools were seen to repeat a secret. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "%2BR7x%2FZt9%20bQ%3D%27%26%22%3C%5C%C3%BC%E2%82%AC",
        "%2bR7x%2fZt9+bQ%3d%27%26%22%3c%5c%c3%bc%e2%82%ac",
        "+R7x/Zt9%20bQ='&%22%3C%5C%C3%BC%E2%82%AC",
        "%2BR7x%2FZt9%20bQ%3D'%26%22%3C%5C%C3%BC%E2%82%AC",
        "%2BR7x%2FZt9%20bQ%3D%27%26%22%3C%5C%FC%E2%82%AC",
        "+R7x/Zt9 bQ='&\\\"<\\\\\\u00fc\\u20AC",
        "\\u002bR7x\\/Zt9 bQ\\u003d\\u0027\\u0026\\\"\\u003c\\\\ü€",
        "+R7x/Zt9 bQ=&#39;&amp;&quot;&lt;\\&#xfc;&#8364;",
        "+R7x/Zt9 bQ=''&\"<\\ü€",
        "+R7x/Zt9 bQ=\\'&\"<\\ü€",
      })
  void aKnownSecretIsMaskedHoweverItIsEscaped(String escaped) {
    Redactor.know(SECRET);
    assertThat(Redactor.redact("is " + escaped + " here")).isEqualTo("is *** here");
  }

  /** A log line in JSON holds the JSON of a server; a proxy encodes an encoded URL. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "+R7x/Zt9 bQ='&\\\\\\\"<\\\\\\\\\\\\u00fc\\\\u20AC", // JSON in JSON
        "\\\\u002bR7x\\\\/Zt9 bQ\\\\u003d\\\\u0027\\\\u0026\\\\\\\"\\\\u003c\\\\\\\\ü€",
        "%252BR7x%252FZt9%2520bQ%253D%2527%2526%2522%253C%255C%25C3%25BC%25E2%2582%25AC",
        "%2BR7x%2FZt9%20bQ%3D&#39;%26%22%3C%5C%C3%BC%E2%82%AC", // encoded, then in HTML
        "+R7x/Zt9 bQ=&amp;#39;&amp;amp;&amp;quot;&amp;lt;\\ü€",
        "+R7x/Zt9 bQ='\\''&\"<\\ü€", // quotes of a shell
        "+R7x/Zt9 bQ='\"'\"'&\"<\\ü€",
        "+R7x/Zt9\\ bQ=\\'\\&\\\"\\<\\\\ü€",
        "+R7x/Zt9 bQ=\\'&\"<\\\\\\303\\274\\342\\202\\254", // octal bytes
        "+R7x/Zt9 bQ='&\"<\\#303#274#342#202#254",
        "+R7x/Zt9 bQ=\\'&\"<\\\\\\xc3\\xbc\\xe2\\x82\\xac",
        "+R7x/Zt9 bQ='&\"<\\??",
        "+R7x/Zt9 bQ='&\"<\\?????", // a sign for each byte
        "+R7x/Zt9 bQ='&\"<\\\uFFFD\uFFFD",
        "+R7x/Zt9 bQ=''&\\\"<\\\\??", // as SQL in JSON
      })
  void aKnownSecretIsMaskedEscapedTwice(String escaped) {
    Redactor.know(SECRET);
    assertThat(Redactor.redact("is " + escaped + " here")).isEqualTo("is *** here");
  }

  @Test
  void aKnownSecretIsMaskedWithSignsInPlaceOfControls() {
    Redactor.know("Vq1\tVq2\u0007Vq3\r\nVq4");
    for (String text :
        new String[] {
          "Vq1?Vq2?Vq3??Vq4",
          "Vq1\\011Vq2\\007Vq3\\015\\012Vq4",
          "Vq1#011Vq2#007Vq3#015#012Vq4",
          "Vq1\\tVq2\\aVq3\\r\\nVq4",
          "Vq1\\\\tVq2\\\\u0007Vq3\\\\r\\\\nVq4",
        }) {
      assertThat(Redactor.redact(text)).isEqualTo("***");
    }
  }

  @Test
  void aPercentEncodedPasswordWithALiteralPlusIsMaskedDecodedByEitherRule() {
    Redactor.know("+Q7x%2FZt9bQ%3D");
    assertThat(Redactor.redact("args '3' 'AUTH' '+Q7x/Zt9bQ='")).doesNotContain("Zt9bQ");
    assertThat(Redactor.redact("args '3' 'AUTH' ' Q7x/Zt9bQ='")).doesNotContain("Zt9bQ");
    assertThat(Redactor.redact("args '3' 'AUTH' '+Q7x%2fZt9bQ%3d'")).doesNotContain("Zt9bQ");
  }

  @Test
  void aKnownSecretIsMaskedWithItsLineBreaksRemovedOrReplaced() {
    Redactor.know("line1-ab3\r\nline2-cd4\nline3-ef5\n");
    for (String text :
        new String[] {
          "line1-ab3line2-cd4line3-ef5",
          "line1-ab3 line2-cd4 line3-ef5",
          "line1-ab3  line2-cd4 line3-ef5",
          "line1-ab3\nline2-cd4\nline3-ef5",
          "line1-ab3\\r\\nline2-cd4\\nline3-ef5\\n",
        }) {
      assertThat(Redactor.redact(text)).doesNotContain("cd4").doesNotContain("ef5");
    }
  }
}
