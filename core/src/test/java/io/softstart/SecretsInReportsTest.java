package io.softstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.recipes.Shop;
import io.softstart.config.ConfigReader;
import io.softstart.config.ConfigResult;
import io.softstart.config.ConfigSources;
import io.softstart.log.Json;
import io.softstart.preflight.Finding;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Ten thousand configurations with secrets, right and wrong, in whatever place; none is printed.
 */
class SecretsInReportsTest {
  private static final List<String> PLACES =
      List.of(
          "SHOP_PROFILE",
          "SHOP_DB_URL",
          "SHOP_HTTP_PORT",
          "SHOP_TLS",
          "SHOP_POLL",
          "SHOP_NAME",
          "SHOP_SEARCH",
          "SHOP_BROKERS",
          "SHOP_TAGS",
          "SHOP_FOREIGN",
          "SHOP_API_KEY_FILE",
          "SHOP_UNKNOWN",
          "SHOP_OLD",
          "SHOP_PASSWRD");

  /** How a secret gets into a text that is none. */
  private static final List<String> AROUND =
      List.of(
          "%s",
          " %s",
          "x %s y",
          "postgres://joe:%s@db/shop",
          "jdbc:postgresql://joe:%s@db/shop",
          "redis://:%s@cache",
          "a:1,%s:2",
          "8080%s",
          "${%s}",
          "'%s'");

  record Scene(String password, String apiKey, Map<String, String> others) {}

  @Property(tries = 10_000)
  void noneIsEverPrinted(@ForAll("scenes") Scene scene) {
    Map<String, String> values = new HashMap<>(scene.others);
    values.put("SHOP_PASSWORD", scene.password);
    values.put("SHOP_API_KEY", scene.apiKey);
    ConfigResult<?> configured =
        ConfigReader.read(
            List.of(ConfigSources.of("test", values)), env -> read(env, scene.others.hashCode()));

    String printed = new InvalidConfigException(configured).report();
    String all =
        printed
            + new InvalidConfigException(configured).toJson()
            + configured.problems()
            + configured.warnings()
            + configured
            + configured.table()
            + configured.markdown()
            + configured.envTemplate();
    String unwrapped = withoutBlanks(printed);
    for (String secret : List.of(scene.password.strip(), scene.apiKey.strip())) {
      String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
      String json = Json.object().put("", secret).toString();
      assertThat(all)
          .doesNotContain(secret)
          .doesNotContain(encoded)
          .doesNotContain(encoded.replace("+", "%20"))
          .doesNotContain(json.substring(5, json.length() - 2));
      assertThat(unwrapped).doesNotContain(withoutBlanks(secret));
    }
    assertThat(configured.problems()).isNotEmpty(); // there was something to print
    assertThat(printed.lines().filter(line -> line.length() > 80))
        .allMatch(line -> line.strip().lastIndexOf(' ') < 20);
  }

  private static String read(ConfigReader env, int seed) {
    env.own("SHOP_");
    env.removed("SHOP_OLD", "use SHOP_NAME");
    String all =
        ""
            + env.oneOf("SHOP_PROFILE", Shop.Profile.class).orElse(Shop.Profile.DEV)
            + env.jdbcUrl("SHOP_DB_URL").optional()
            + env.integer("SHOP_HTTP_PORT").orElse(1)
            + env.bool("SHOP_TLS").orElse(true)
            + env.duration("SHOP_POLL").optional()
            + env.string("SHOP_NAME").maxLength(3).optional()
            + env.url("SHOP_SEARCH").optional()
            + env.endpoints("SHOP_BROKERS").optional()
            + env.list("SHOP_TAGS").optional()
            + env.<String>parsed("SHOP_FOREIGN", SecretsInReportsTest::refuse, "x").optional();
    String password =
        env.secret("SHOP_PASSWORD").minLength(seed % 2 == 0 ? 4 : 40).required().reveal();
    String apiKey = env.secret("SHOP_API_KEY").required().reveal();
    env.check(
        () -> Optional.of(Finding.of("login", "with " + password, apiKey, "not " + password)));
    env.check("SHOP_NAME", seed % 3 == 0, "must not be " + password);
    if (seed % 5 == 0) {
      throw new IllegalStateException(all + apiKey);
    }
    return all;
  }

  private static String refuse(String text) {
    throw new IllegalArgumentException("cannot take " + text.substring(text.length() / 3));
  }

  private static String withoutBlanks(String text) {
    return text.replaceAll("\\s", "");
  }

  @Provide
  Arbitrary<Scene> scenes() {
    return secrets()
        .flatMap(
            password ->
                secrets()
                    .flatMap(
                        apiKey ->
                            Arbitraries.maps(
                                    Arbitraries.of(PLACES),
                                    Arbitraries.of(AROUND)
                                        .map(a -> a.replace("%s", apiKey.strip())))
                                .ofMaxSize(PLACES.size())
                                .map(others -> new Scene(password, apiKey, others))));
  }

  /** Begins with what stands nowhere else: a secret that is a word of ours proves nothing. */
  private static Arbitrary<String> secrets() {
    Arbitrary<String> nasty =
        Arbitraries.strings()
            .withChars("@/#%&;${}\"'\\:?=+, \t\n\u00e4\u00df\u20ac\u65e5QXZ01")
            .ofMinLength(4)
            .ofMaxLength(60);
    Arbitrary<String> words =
        Arbitraries.strings().alpha().numeric().ofMinLength(6).ofMaxLength(100);
    return Arbitraries.oneOf(nasty, words).map(text -> "Zq7" + text);
  }
}
