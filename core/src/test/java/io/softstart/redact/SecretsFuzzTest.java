package io.softstart.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Random secrets, as others write them into their messages. The seed is printed with what leaks;
 * {@code -Dtests.fuzz=100000} tries more.
 */
class SecretsFuzzTest {
  private static final int SECRETS = Integer.getInteger("tests.fuzz", 500);
  private static final List<String> ALPHABETS =
      List.of(
          "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
          "abcXYZ019!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ ",
          "aZ9%\\\"'&<>@:/ ",
          "pässwörtñçßøéÅ漢字кирилл€",
          "aB3\t+=/",
          "ab\uD83D\uDE00cd9!");

  @Test
  void noSecretIsReadInWhatOthersMakeOfIt() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<String> leaks = new ArrayList<>();
    for (int i = 0; i < SECRETS; i++) {
      String secret = secret(random);
      KnownSecrets known = new KnownSecrets();
      known.add(secret);
      for (String written : written(secret)) {
        String text = around(random) + written + around(random);
        String masked = known.mask(text, 8_000);
        if (masked.contains(written) || masked.contains(secret)) {
          leaks.add("'" + secret + "' written as '" + written + "' in '" + text + "'");
        }
      }
    }
    assertThat(leaks).as("seed %d", seed).isEmpty();
  }

  /** As long as a password, not blank at its ends, and not a single character repeated. */
  private static String secret(Random random) {
    String alphabet = ALPHABETS.get(random.nextInt(ALPHABETS.size()));
    int[] characters = alphabet.codePoints().toArray();
    StringBuilder secret = new StringBuilder();
    for (int length = 6 + random.nextInt(40); secret.length() < length; ) {
      secret.appendCodePoint(characters[random.nextInt(characters.length)]);
    }
    return "k" + secret.toString().strip() + "7";
  }

  /** What drivers, clients, parsers and loggers make of a value that they print, twice over. */
  private static final List<UnaryOperator<String>> ENCODERS =
      List.of(
          secret -> secret,
          SecretsFuzzTest::percent,
          secret -> lowerHex(percent(secret)),
          secret -> percent(secret).replace("%20", "+"),
          secret -> json(secret, false),
          secret -> json(secret, true),
          SecretsFuzzTest::xml,
          secret -> secret.replace("'", "''"),
          secret -> secret.replace("\"", "\"\""),
          secret -> "'" + secret.replace("'", "'\\''") + "'",
          secret -> "jdbc:x://h/db?user=u&password=" + percent(secret),
          secret -> "redis://u:" + percent(secret) + "@h:1/0");

  private static Set<String> written(String secret) {
    Set<String> written = new LinkedHashSet<>();
    for (UnaryOperator<String> first : ENCODERS) {
      for (UnaryOperator<String> second : ENCODERS) {
        written.add(second.apply(first.apply(secret)));
      }
    }
    return written;
  }

  private static String percent(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String around(Random random) {
    List<String> words =
        List.of(
            "", " ", "user=app, password=", "FATAL: ", "(", ")", "\n\tat x.Y", "'", "\"", ":", "@");
    return words.get(random.nextInt(words.size()));
  }

  private static String lowerHex(String percent) {
    StringBuilder lower = new StringBuilder();
    for (int i = 0; i < percent.length(); i++) {
      char c = percent.charAt(i);
      boolean hex =
          (i > 0 && percent.charAt(i - 1) == '%') || (i > 1 && percent.charAt(i - 2) == '%');
      lower.append(hex ? Character.toLowerCase(c) : c);
    }
    return lower.toString();
  }

  private static String json(String text, boolean ascii) {
    StringBuilder json = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c == '\t') {
        json.append("\\t");
      } else if (c < ' ' || (ascii && c > '~')) {
        json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.toString();
  }

  private static String xml(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
