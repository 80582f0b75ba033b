package io.softstart.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.net.ServiceUrl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** "Redaction takes quadratic time and overflows the stack": no text decides how long it takes. */
class RedactionBoundsTest {
  private static final int MEGABYTE = 1_000_000;

  /** Far above what is needed on a busy machine; one quadratic pass takes minutes. */
  private static final long BOUND_MILLIS = 2_000;

  private static final Map<String, String> SHAPES = new LinkedHashMap<>();

  static {
    shape("prose", "the server could not find its data ", "");
    shape("base64url token", "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9-_", "=");
    shape("hex", "deadbeef00ff", "@");
    shape("class path", "/app/lib/commons-password-1.2.jar:", "=");
    shape("pass-pass", "pass-", "=");
    shape("passwordpassword", "password", "\":");
    shape("signs", "word=word@word\":", "");
    shape("assignments", "password=", "");
    shape("colons", "password:", "");
    shape("quotes", "\"password\":\"", "");
    shape("braces", "password={", "");
    shape("elements", "<password>", "");
    shape("open elements", "<", "");
    shape("options", "--password ", "");
    shape("hyphens", "-", "");
    shape("blanks", " ", "=");
    shape("backslashes", "\\", "=");
    shape("escaped quotes", "\\\"", ":");
    shape("a@", "a@", "");
    shape("a:", "a:", "@");
    shape("://", "://", "@");
    shape("jdbc:oracle:", "jdbc:oracle:", "@");
    shape("bearer", "bearer ", "");
    shape("basic without end", "basic" + " ".repeat(30), "");
    shape("AKIA", "AKIA", "");
    shape("private keys", "-----BEGIN PRIVATE KEY-----", "");
    shape("begins", "-----BEGIN ", "");
    shape("percent", "%25", "");
    shape("entities", "&#", "");
    SHAPES.put("a token in JSON", "{\"token\":\"" + "a".repeat(MEGABYTE) + "\"}");
    SHAPES.put("a word in JSON", "{\"text\":\"" + "\\n".repeat(MEGABYTE / 2) + "\"}");
  }

  private static void shape(String name, String part, String end) {
    SHAPES.put(name, part.repeat(MEGABYTE / part.length()) + end);
  }

  private static Map<String, Consumer<String>> entries() {
    Map<String, Consumer<String>> entries = new LinkedHashMap<>();
    entries.put("assignments", Assignments::mask);
    entries.put("user info", UserInfo::mask);
    entries.put("unfinished", UserInfo::withoutUnfinished);
    entries.put("tokens", Tokens::mask);
    entries.put("private keys", Tokens::withoutPrivateKeys);
    entries.put("names", SecretNames::isSecret);
    entries.put("redact", Redactor::redact);
    entries.put("redactName", Redactor::redactName);
    entries.put("message", text -> RedactedThrowable.messageOf(new Exception(text)));
    entries.put("failure", text -> Failure.of(FailureKind.UNKNOWN, text, text));
    entries.put("forms", SecretForms::of);
    entries.put("url", text -> ServiceUrl.of("x://" + text).target());
    entries.put("jdbc url", text -> ServiceUrl.of("jdbc:x:" + text).target());
    return entries;
  }

  static Stream<Arguments> all() {
    List<Arguments> all = new ArrayList<>();
    for (String shape : SHAPES.keySet()) {
      for (String entry : entries().keySet()) {
        all.add(Arguments.of(entry, shape));
      }
    }
    return all.stream();
  }

  @ParameterizedTest(name = "{0} of {1}")
  @MethodSource("all")
  void aMegabyteTakesMilliseconds(String entry, String shape) {
    Consumer<String> call = entries().get(entry);
    String text = SHAPES.get(shape);
    long from = System.nanoTime();
    call.accept(text);
    long millis = (System.nanoTime() - from) / 1_000_000;
    assertThat(millis).isLessThan(BOUND_MILLIS);
  }

  /** Comparing each secret at each place took 30 s. */
  @Test
  void secretsThatShareALongPrefixCostNoMoreThanOne() {
    String prefix = "a".repeat(1_000);
    KnownSecrets known = new KnownSecrets();
    for (int i = 0; i < 500; i++) {
      known.add(prefix + i);
    }
    String plain = "a".repeat(Redactor.LONGEST);
    String escaped = "%61".repeat(Redactor.LONGEST / 3);
    known.mask("made before it is measured", Redactor.LONGEST);
    long from = System.nanoTime();
    assertThat(known.mask(plain, Redactor.LONGEST)).isEqualTo(plain);
    assertThat(known.mask(escaped, Redactor.LONGEST)).isEqualTo(escaped);
    assertThat((System.nanoTime() - from) / 1_000_000).isLessThan(BOUND_MILLIS);
    assertThat(known.mask(plain + "0", 2_000)).hasSize(2_000);
    assertThat(known.mask("is " + prefix + "499", Redactor.LONGEST)).isEqualTo("is ***");
  }

  @Test
  void aTokenOfThreeThousandCharactersInJsonIsMasked() {
    String token = "eyJ" + "a".repeat(3_000);
    assertThat(Redactor.redact("{\"access_token\":\"" + token + "\",\"x\":1}"))
        .isEqualTo("{\"access_token\":\"***\",\"x\":1}");
  }

  @Test
  void aSecretThatTheCutDividesIsMasked() {
    Redactor.know("Zq-divided-by-the-cut");
    for (int at = Redactor.LONGEST - 30; at < Redactor.LONGEST + 5; at++) {
      String text = ".".repeat(at) + "Zq-divided-by-the-cut" + " and more".repeat(100);
      assertThat(Redactor.redact(text)).doesNotContain("Zq");
    }
  }

  @Test
  void aPasswordWhoseUrlIsCutIsLeftOut() {
    String text =
        ". ".repeat(Redactor.LONGEST / 2 - 12) + "amqp://u:S3CRETS3CRET@host/x" + "y".repeat(99);
    assertThat(Redactor.redact(text)).doesNotContain("S3C");
  }

  @Test
  void anExhaustedStackIsNoReasonToThrow() {
    assertThat(deep(0)).isNotNull();
  }

  /** Redacts at the last frame that there is room for. */
  @SuppressWarnings("InfiniteRecursion") // that is what is tried
  private static String deep(int depth) {
    try {
      return deep(depth + 1);
    } catch (StackOverflowError full) {
      return Redactor.redact("password=x");
    }
  }
}
