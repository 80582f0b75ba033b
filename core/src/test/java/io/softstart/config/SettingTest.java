package io.softstart.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.example.recipes.Orders;
import com.example.recipes.Shop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Missing and empty settings, stand-ins, conditions, groups, and the rules of the reader. */
class SettingTest {
  private static final Map<String, String> SHOP =
      Map.of(
          "SHOP_MAIN_URL", "jdbc:h2:mem:a",
          "SHOP_ARCHIVE_URL", "jdbc:h2:mem:b",
          "SHOP_TOKEN_LIFE", "1h",
          "SHOP_SHARDS", "4",
          "SHOP_POLL", "5s");

  @Test
  void aGoodConfigurationHasNothingToSay() {
    ConfigResult<Shop> configured = Read.from(SHOP, Shop::read);
    assertThat(configured.problems()).isEmpty();
    assertThat(configured.report()).isEmpty();
    assertThat(configured).hasToString("Configuration: no problems");
    Shop shop = configured.value().orElseThrow();
    assertThat(shop.shards()).isEqualTo(4);
    assertThat(shop.main().password().reveal()).isEqualTo("dev-password");
    assertThat(shop.tokens().key()).isEmpty();
  }

  @Test
  void standInsAreDefaultExampleLowerBoundOrNeutral() {
    List<Object> standIns = new ArrayList<>();
    ConfigResult<String> configured =
        Read.from(
            Map.of("BAD", "x"),
            e -> {
              standIns.add(e.integer("BAD").between(5, 9).orElse(7));
              standIns.add(e.integer("A").between(5, 9).example("8").required());
              standIns.add(e.integer("B").between(5, 9).example("eight").required());
              standIns.add(e.integer("C").required());
              standIns.add(e.string("D").minLength(3).required());
              standIns.add(e.secret("E").minLength(3).required().reveal());
              standIns.add(e.secret("F").example("from the vault").required().reveal());
              standIns.add(e.integer("BAD").optional().orElseThrow());
              return "read";
            });
    assertThat(standIns).containsExactly(7, 8, 5, 0, "xxx", "xxx", "from the vault", 0);
    assertThat(configured.value()).isEmpty();
    assertThat(configured.problems()).hasSize(8);
  }

  @Test
  void anEmptyTextIsNotSet() {
    ConfigProblem problem = Read.key("", e -> e.string("KEY").required()).problems().get(0);
    assertThat(problem.what()).isEqualTo("is set but empty");
    assertThat(problem.origin()).contains("KEY in test");
    assertThat(problem.hint()).isEmpty();
    assertThat(Read.key("", e -> e.string("KEY").orElse("x")).value()).contains("x");
    assertThat(Read.key("", e -> e.string("KEY").optional()).value()).contains(Optional.empty());
  }

  @Test
  void conditions() {
    Map<String, String> production = Read.with(SHOP, "SHOP_PROFILE", "production");
    assertThat(Read.from(production, Shop::read).problems())
        .extracting(p -> p.key() + " " + p.what())
        .containsExactly(
            "SHOP_MAIN_SSL_ENABLED must be true in production",
            "SHOP_MAIN_USER is missing: required by another setting",
            "SHOP_MAIN_PASSWORD is missing: required by another setting",
            "SHOP_ARCHIVE_SSL_ENABLED must be true in production",
            "SHOP_ARCHIVE_USER is missing: required by another setting",
            "SHOP_ARCHIVE_PASSWORD is missing: required by another setting",
            "SHOP_TOKEN_KEY is missing: required by another setting");
  }

  @Test
  void aConditionMaySayWhy() {
    assertThat(
            Read.from(Map.of(), e -> e.path("CERT").requiredIf(true, "because TLS=true"))
                .problems())
        .extracting(ConfigProblem::what)
        .containsExactly("is missing: required because TLS=true");
  }

  @Test
  void aCheckOfWhatIsNotSetSaysWhatToSet() {
    ConfigProblem problem =
        Read.from(
                Map.of(),
                e -> {
                  e.integer("PORT").example("8081").optional();
                  e.check("PORT", false, "must be set");
                  return "";
                })
            .problems()
            .get(0);
    assertThat(problem.origin()).contains("its default, since it is not set");
    assertThat(problem.hint()).contains("set PORT, for example 8081");
  }

  @Test
  void aProblemHasTheNameThatTheSourceGivesTheKey() {
    ConfigSource dotted =
        new ConfigSource() {
          @Override
          public Optional<String> find(String key) {
            return key.equals("ORDERS_PORT") ? Optional.of("x") : Optional.empty();
          }

          @Override
          public String name(String key) {
            return key.toLowerCase(java.util.Locale.ROOT).replace('_', '.');
          }

          @Override
          public String origin(String key) {
            return "args";
          }

          @Override
          public Set<String> names() {
            return Set.of();
          }
        };
    assertThat(
            ConfigReader.read(
                    List.of(dotted),
                    e -> e.integer("ORDERS_PORT").required() + e.string("ORDERS_NAME").required())
                .problems())
        .extracting(ConfigProblem::key)
        .containsExactly("orders.port", "orders.name");
  }

  @Test
  void aLineOfOursIsNeverNamed() {
    assertThat(Read.what("x", e -> e.integer("KEY").between(2, 1).required()))
        .doesNotContain(".java");
  }

  @Test
  void aCheckOnABadSettingIsNoSecondProblem() {
    ConfigResult<?> configured =
        Read.from(
            Map.of("MIN", "5", "MAX", "1O"),
            e -> {
              int min = e.integer("MIN").required();
              int max = e.integer("MAX").required();
              e.check("MIN", min <= max, "must not exceed MAX", "MAX");
              e.check("MIN", min > 9, "must be above 9");
              return min;
            });
    assertThat(configured.problems())
        .extracting(p -> p.key() + " " + p.what())
        .containsExactly("MAX is \"1O\", not a whole number", "MIN must be above 9");
  }

  @Test
  void conditionsAreNotJudgedByABadEnum() {
    Map<String, String> values = Read.with(SHOP, "SHOP_PROFILE", "prodution");
    ConfigResult<?> configured =
        Read.from(
            values,
            e -> {
              Shop.Profile profile =
                  e.oneOf("SHOP_PROFILE", Shop.Profile.class).orElse(Shop.Profile.PRODUCTION);
              boolean production = profile == Shop.Profile.PRODUCTION;
              return e.string("SHOP_USER").requiredIf(production);
            });
    assertThat(configured.problems()).extracting(ConfigProblem::key).containsOnly("SHOP_PROFILE");
    assertThat(configured.notes())
        .containsExactly("What depends on SHOP_PROFILE was not checked; more may follow.");
  }

  @Test
  void aGroupThatThrowsStopsOnlyItself() {
    Map<String, String> values =
        Read.with(SHOP, "SHOP_TOKEN_RENEWAL", "2h", "SHOP_SHARDS", "0", "SHOP_MAIN_URL", "x");
    ConfigResult<Shop> configured = Read.from(values, Shop::read);
    assertThat(configured.problems())
        .extracting(ConfigProblem::key)
        .containsExactly("SHOP_MAIN_URL", "SHOP_TOKEN_*", "SHOP_SHARDS");
    assertThat(configured.problems().get(1).what())
        .matches("is refused at Shop.java:\\d+: renewal must come before the end of life");
  }

  @Test
  void whatAStandInBreaksIsNoSecondProblem() {
    ConfigResult<Shop> configured =
        Read.from(Read.with(SHOP, "SHOP_TOKEN_RENEWAL", "1h", "SHOP_TOKEN_LIFE", "x"), Shop::read);
    assertThat(configured.problems())
        .extracting(ConfigProblem::key)
        .containsExactly("SHOP_TOKEN_LIFE");
    // the constructor of Tokens threw, after everything of it was read
    assertThat(configured.notes()).isEmpty();
  }

  @Test
  void anExceptionOfTheRecipeIsRedacted() {
    ConfigResult<?> configured =
        Read.key(
            "open sesame",
            e -> {
              throw new IllegalStateException("weak: " + e.secret("KEY").required().reveal());
            });
    assertThat(configured.problems().get(0).what())
        .isEqualTo("is refused: IllegalStateException: weak: ***");
  }

  @Test
  void aShownTextIsMaskedIfItTurnsOutToBeASecret() {
    Map<String, String> swapped = Map.of("PORT", "tr0ub4dor", "PASSWORD", "tr0ub4dor");
    ConfigResult<?> configured =
        Read.from(
            swapped, e -> List.of(e.integer("PORT").required(), e.secret("PASSWORD").required()));
    assertThat(configured.problems().get(0).what()).isEqualTo("is \"***\", not a whole number");
  }

  @Test
  void aMissingNameIsComparedWithThoseThatAreSet() {
    assertThat(hint("ORDERS_DB_PASSWRD")).contains("ORDERS_DB_PASSWRD in test is set: rename it?");
    assertThat(hint("orders.db.password"))
        .contains("orders.db.password in test is set: rename it?");
    assertThat(hint("DB_PASSWORD")).contains("DB_PASSWORD in test is set: rename it?");
    assertThat(hint("ORDERS_DB_PASSWORD_FLIE"))
        .contains("ORDERS_DB_PASSWORD_FLIE in test is set: rename it?");
    assertThat(hint("PASSWORD")).isEmpty();
    assertThat(hint("ORDERS_DB_URL")).isEmpty();
    assertThat(hint("ODERS_DB_PASSWORD")).contains("ODERS_DB_PASSWORD in test is set: rename it?");
    assertThat(hint("SHOP_DB_PASSWORD")).isEmpty(); // belongs to somebody else
  }

  @Test
  void variablesOfTheSystemAreNeverToBeRenamed() {
    for (String name : List.of("SSL_CERT_FILE", "LD_CERT_FILE", "HTTP_CERT_FILE", "CERT_FILE")) {
      Optional<String> hint =
          Read.from(Map.of(name, "/etc/x"), e -> e.secret("TICKETS_CERT").required())
              .problems()
              .get(0)
              .hint();
      assertThat(hint.isPresent()).as(name).isEqualTo(name.equals("CERT_FILE"));
    }
  }

  private static Optional<String> hint(String name) {
    Map<String, String> values =
        Read.with(
            Map.of("ORDERS_DB_URL", "jdbc:h2:mem:x", "ORDERS_KAFKA", "a:1"),
            name,
            "jdbc:h2:mem:long-enough");
    return Read.from(values, Orders::read).problems().get(0).hint();
  }

  @Test
  void anOldNameIsReadWithAWarning() {
    ConfigResult<String> configured = Read.key("x", e -> e.string("NEW").was("KEY").required());
    assertThat(configured.value()).contains("x");
    assertThat(configured.report())
        .isEqualTo(
            """
            Configuration: 1 warning

              1. KEY is an old name
                 hint      rename it to NEW
                 from      KEY in test\
            """);
  }

  @Test
  void programmingErrorsAreProblemsToo() {
    assertThat(Read.what("x", e -> e.string("KEY"))).isEqualTo("is begun in the code but not read");
    assertThat(
            Read.what(
                "x",
                e -> {
                  Setting<String> twice = e.string("KEY");
                  return twice.required() + twice.required();
                }))
        .isEqualTo(
            "is refused: IllegalStateException: KEY: was read already, call one reading method"
                + " only");
    assertThat(Read.what("x", e -> e.string("A KEY").required())).contains("only letters, digits");
    assertThat(Read.what("x", e -> e.integer("KEY").between(2, 1).required()))
        .isEqualTo("is refused: min: 2 is greater than max: 1");
    assertThat(Read.what("x", e -> e.string("KEY").minLength(-1).required()))
        .isEqualTo("is refused: least: -1 is negative");
    assertThat(Read.what("x", SettingTest::nothing))
        .isEqualTo("is null: the code that reads it returned nothing");
  }

  @SuppressWarnings("NullAway")
  private static String nothing(ConfigReader env) {
    return null;
  }

  @Test
  void aReaderThatIsKeptRefuses() {
    List<ConfigReader> kept = new ArrayList<>();
    List<Setting<?>> begun = new ArrayList<>();
    Read.key(
        "x",
        e -> {
          kept.add(e);
          begun.add(e.string("KEY"));
          return "";
        });
    assertThatIllegalStateException().isThrownBy(() -> kept.get(0).string("KEY"));
    assertThatIllegalStateException().isThrownBy(() -> kept.get(0).group("A", e -> 1));
    assertThatIllegalStateException().isThrownBy(() -> kept.get(0).check("A", true, ""));
    assertThatIllegalStateException().isThrownBy(() -> begun.get(0).required());
  }

  @Test
  void aSourceThatFailsIsAProblemOfTheSetting() {
    ConfigSource vault =
        new ConfigSource() {
          @Override
          public Optional<String> find(String key) {
            throw new IllegalStateException("vault is sealed, token=abc12345");
          }

          @Override
          public String origin(String key) {
            return "vault path orders/" + key;
          }

          @Override
          public Set<String> names() {
            throw new IllegalStateException("vault is sealed");
          }
        };
    ConfigResult<?> configured =
        ConfigReader.read(
            List.of(ConfigSources.of("test", Map.of("A", "1")), vault),
            e -> e.integer("A").required() + e.integer("B").required());
    assertThat(configured.problems())
        .extracting(p -> p.what() + ", " + p.origin().orElse(""))
        .containsExactly("cannot be read: vault is sealed, token=***, vault path orders/B");
  }

  @Test
  void theOperatorsSettingsJoinTheApplications() {
    List<Object> options = new ArrayList<>();
    ConfigResult<Orders> configured =
        Read.from(
            Map.of("SOFTSTART_DEADLINE", "300", "ORDERS_KAFKA", "a:1"),
            e -> {
              options.add(e.duration("SOFTSTART_DEADLINE").optional());
              return Orders.read(e);
            });
    assertThat(options).hasSize(1);
    assertThat(configured.problems())
        .extracting(ConfigProblem::key)
        .containsExactly("SOFTSTART_DEADLINE", "ORDERS_DB_URL", "ORDERS_DB_PASSWORD");
  }

  @Test
  void controlCharactersDoNotReachAConsole() {
    assertThat(ConfigProblem.of("KEY", "is\n\u001b[31mred").what()).isEqualTo("is  [31mred");
  }
}
