package io.softstart.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.config.recipes.Orders;
import io.softstart.config.recipes.Shop;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Any input gives a value or problems, and no secret in any text. */
class AnyInputTest {
  private static final List<String> KEYS =
      List.of(
          "ORDERS_DB_URL",
          "ORDERS_DB_USER",
          "ORDERS_DB_PASSWORD",
          "ORDERS_DB_PASSWORD_FILE",
          "ORDERS_REDIS",
          "ORDERS_KAFKA",
          "ORDERS_HTTP_PORT",
          "SHOP_PROFILE",
          "SHOP_MAIN_URL",
          "SHOP_MAIN_USER",
          "SHOP_MAIN_PASSWORD",
          "SHOP_MAIN_SSL_ENABLED",
          "SHOP_ARCHIVE_URL",
          "SHOP_ARCHIVE_PASSWORD",
          "SHOP_TOKEN_KEY",
          "SHOP_TOKEN_LIFE",
          "SHOP_TOKEN_RENEWAL",
          "SHOP_SHARDS",
          "SHOP_POLL",
          "SHOP_PROFIL",
          "DB_PASSWORD");

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "\r",
          "0",
          "1",
          "-1",
          "8080",
          "99999999999999999999",
          "true",
          "production",
          "dev",
          "PRODUCTION",
          "30s",
          "1h",
          "PT1H",
          "P",
          "PT-1S",
          "1d1d",
          "a:1",
          "a:1,b:2",
          ",",
          ":",
          "[",
          "redis://localhost",
          "redis://:p@ss/wo#rd@h",
          "://",
          "x://",
          "jdbc:",
          "jdbc:h2:mem:x",
          "jdbc:postgresql://db/orders",
          "jdbc:postgresql://u:p@db/orders",
          "${X}",
          "\"x\"",
          "/",
          "long-enough-password",
          "\0",
          "=",
          "@",
          "correct horse battery staple, and more");

  @Property(tries = 1000)
  void aValueOrProblems(@ForAll("settings") Map<String, String> values) {
    for (Function<ConfigReader, Object> recipe :
        List.<Function<ConfigReader, Object>>of(Orders::read, Shop::read, AnyInputTest::careless)) {
      Configured<Object> configured = Read.from(values, recipe);
      assertThat(configured.value().isPresent()).isEqualTo(configured.problems().isEmpty());
      assertThat(configured.report().isEmpty())
          .isEqualTo(configured.problems().isEmpty() && configured.warnings().isEmpty());
    }
  }

  /** Does everything that a stand-in may not survive. */
  private static Object careless(ConfigReader env) {
    int shards = env.integer("SHOP_SHARDS").orElse(2);
    Object group = env.group("SHOP_", e -> 100 / e.integer("SHARDS").required());
    String first = env.list("ORDERS_KAFKA").required().get(0);
    Duration share = env.duration("SHOP_POLL").required().dividedBy(shards);
    return List.of(group, first, share, env.string("ORDERS_DB_USER").optional().get());
  }

  @Provide
  Arbitrary<Map<String, String>> settings() {
    Arbitrary<String> texts = Arbitraries.oneOf(Arbitraries.of(TEXTS), Arbitraries.strings());
    return Arbitraries.maps(Arbitraries.of(KEYS), texts)
        .ofMaxSize(KEYS.size())
        .map(AnyInputTest::oddSecrets);
  }

  /** The redactor is global: an ordinary word as a secret would be masked in every other test. */
  private static Map<String, String> oddSecrets(Map<String, String> values) {
    Map<String, String> odd = new HashMap<>(values);
    odd.replaceAll((key, text) -> key.endsWith("PASSWORD") && !text.isBlank() ? "Zq" + text : text);
    odd.replaceAll((key, text) -> key.endsWith("KEY") && !text.isBlank() ? "Qz" + text : text);
    return odd;
  }

  @Property(tries = 500)
  void noSecretInAnyText(@ForAll("secrets") String secret, @ForAll @IntRange(max = 5) int place) {
    Map<String, String> values = new HashMap<>();
    values.put("ORDERS_DB_PASSWORD", place == 0 ? secret : " " + secret);
    values.put("ORDERS_DB_PASSWRD", secret);
    values.put("ORDERS_DB_URL", "postgres://joe:" + secret + "@db/orders");
    values.put("ORDERS_REDIS", place == 1 ? "redis://:" + secret + "@" : secret);
    values.put("ORDERS_KAFKA", place == 2 ? secret + "@a:1" : "a:" + secret);
    values.put("ORDERS_HTTP_PORT", secret);
    values.put("ORDERS_MODE", secret);
    values.put("ORDERS_FILE_FILE", secret);
    values.put("ORDERS_PARSED", "user/" + secret);
    Configured<?> configured =
        Read.from(
            values,
            e -> {
              Orders orders = Orders.read(e);
              e.oneOf("ORDERS_MODE", Shop.Profile.class).required();
              e.duration("ORDERS_MODE").required();
              e.bool("ORDERS_MODE").required();
              e.string("ORDERS_MODE").maxLength(1).required();
              e.secret("ORDERS_MODE").must(s -> false, "better").required();
              e.secret("ORDERS_FILE").required();
              e.parsed("ORDERS_PARSED", AnyInputTest::failing, 1).required();
              throw new IllegalArgumentException(orders + " with " + secret);
            });
    assertThat(configured.problems()).hasSizeGreaterThan(8);
    Assume.that(!withoutSecret().contains(secret));
    assertThat(configured.report()).doesNotContain(secret);
    assertThat(configured.toString()).doesNotContain(secret);
    assertThat(configured.problems().toString()).doesNotContain(secret);
    assertThat(configured.warnings().toString()).doesNotContain(secret);
  }

  private static Integer failing(String text) {
    throw new IllegalArgumentException("cannot take " + text.substring(5));
  }

  private static String withoutSecret() {
    return Read.from(Map.of(), Orders::read).report() + Read.from(Map.of(), Shop::read).report();
  }

  @Provide
  Arbitrary<String> secrets() {
    Arbitrary<String> nasty =
        Arbitraries.strings().withChars("@/#%&;${}\"' \\:?=+,äß€日QXZ").ofMinLength(6);
    Arbitrary<String> words = Arbitraries.strings().alpha().numeric().ofMinLength(6);
    return Arbitraries.oneOf(nasty, words)
        .map(text -> "Zq" + (text.length() > 60 ? text.substring(0, 60) : text))
        .filter(text -> text.equals(text.strip()) && !text.contains("  "));
  }
}
