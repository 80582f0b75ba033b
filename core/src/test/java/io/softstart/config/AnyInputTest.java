package io.softstart.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.recipes.Orders;
import com.example.recipes.Shop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
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
      ConfigResult<Object> configured = Read.from(values, recipe);
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

  /** Reads some numbers, and throws on a stand-in: between two of them, or in its constructor. */
  record Steps(List<Integer> numbers) {
    static final int MOST = 4;

    Steps {
      if (numbers.contains(0) && numbers.size() % 2 == 0) {
        throw new IllegalArgumentException("no zeros");
      }
    }

    static Steps read(ConfigReader env, int count, int throwsAfter) {
      List<Integer> numbers = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        numbers.add(env.integer("N" + i).required());
        if (i == throwsAfter && i < count - 1 && numbers.contains(0)) {
          throw new IllegalStateException("zero");
        }
      }
      return new Steps(numbers);
    }
  }

  @Property(tries = 1000)
  void readingStoppedIsSaidExactlyWhenALaterKeyWasNotRead(
      @ForAll @IntRange(min = 1, max = Steps.MOST) int count,
      @ForAll @IntRange(max = Steps.MOST) int throwsAfter,
      @ForAll @IntRange(max = Steps.MOST) int bad,
      @ForAll boolean twice) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < Steps.MOST; i++) {
      values.put("A_N" + i, i == bad ? "x" : "7");
      values.put("B_N" + i, "7");
    }
    ConfigResult<?> configured =
        Read.from(
            values,
            e -> {
              Object first = e.group("A_", a -> Steps.read(a, count, throwsAfter));
              return twice ? e.group("B_", b -> Steps.read(b, 3, 1)) : first;
            });
    boolean stopped = bad <= throwsAfter && throwsAfter < count - 1;
    boolean said = configured.notes().stream().anyMatch(n -> n.startsWith("Reading stopped"));
    assertThat(said).isEqualTo(stopped);
    assertThat(configured.problems()).hasSize(bad < count ? 1 : 0);
  }

  @Property(tries = 500)
  void serviceLinksOfASameNamedServiceAreNobodysMistake(
      @ForAll("services") String service, @ForAll @IntRange(min = 1, max = 65_535) int port) {
    String name = service.toUpperCase(Locale.ROOT).replace('-', '_');
    String one = name + "_PORT_" + port + "_TCP";
    Map<String, String> values =
        Read.with(
            Map.of(
                "ORDERS_DB_URL", "jdbc:h2:mem:x",
                "ORDERS_DB_PASSWORD", "Zq-long-enough",
                "ORDERS_KAFKA", "a:1"),
            name + "_SERVICE_HOST",
            "10.43.0.7",
            name + "_SERVICE_PORT",
            "" + port,
            name + "_SERVICE_PORT_HTTP",
            "" + port,
            name + "_PORT",
            "tcp://10.43.0.7:" + port,
            one,
            "tcp://10.43.0.7:" + port,
            one + "_PROTO",
            "tcp",
            one + "_PORT",
            "" + port,
            one + "_ADDR",
            "10.43.0.7");
    ConfigResult<Orders> configured =
        Read.from(
            values,
            e -> {
              e.own("ORDERS_");
              return Orders.read(e);
            });
    assertThat(configured.report()).isEmpty();
    assertThat(configured.value().orElseThrow().httpPort()).isEqualTo(8080);
  }

  @Provide
  Arbitrary<String> services() {
    return Arbitraries.of("orders", "orders-db", "orders-redis", "orders-x-1");
  }

  @Property(tries = 300)
  void theTemplateIsAFileThatReadsBack(@ForAll String description, @ForAll String fallback) {
    ConfigResult<String> written =
        Read.from(Map.of(), e -> e.string("KEY").describe(description).orElse(fallback));
    Map<String, String> values =
        Dotenv.parse(written.envTemplate().replaceFirst("(?m)^#KEY=", "KEY="));
    assertThat(values).containsExactly(Map.entry("KEY", fallback));
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
    ConfigResult<?> configured =
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
