package io.softstart.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.assertj.core.api.ObjectAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each type takes, and the words for what it does not take. */
class TypesTest {
  enum Mode {
    FAST,
    VERY_SLOW
  }

  @Test
  void goodTextsBecomeValues() {
    assertValue("text with blanks", e -> e.string("KEY").required()).isEqualTo("text with blanks");
    assertValue("-8080", e -> e.integer("KEY").required()).isEqualTo(-8080);
    assertValue("0.75", e -> e.decimal("KEY").required()).isEqualTo(new BigDecimal("0.75"));
    assertValue("TRUE", e -> e.bool("KEY").required()).isEqualTo(true);
    assertValue("false", e -> e.bool("KEY").required()).isEqualTo(false);
    assertValue("2GB", e -> e.size("KEY").required()).isEqualTo(2L << 30);
    assertValue("/var/lib", e -> e.path("KEY").required()).isEqualTo(Path.of("/var/lib"));
    assertValue("a, b,c", e -> e.list("KEY").required()).isEqualTo(List.of("a", "b", "c"));
    assertValue(" x ", e -> e.parsed("KEY", String::length, 0).required()).isEqualTo(3);
    assertValue("a:1, [::1]:2", e -> e.endpoints("KEY").required()).isEqualTo("a:1,[::1]:2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"very_slow", "VERY-SLOW", "Very.Slow"})
  void anEnumIsFoundInAnyForm(String text) {
    assertValue(text, e -> e.oneOf("KEY", Mode.class).required()).isEqualTo(Mode.VERY_SLOW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "8O80|is \"8O80\", not a whole number",
        "1m|is \"1m\", not a whole number",
        "99999999999|is too large",
        "joe:hunter2@db|is not a whole number",
        "'8080 '|begins or ends with a blank",
        "${PORT}|holds a placeholder ${...} that was not filled in",
        "\"8080\"|begins with a quotation mark",
        "70000|is out of range: 70000",
      })
  void badNumbers(String text, String what) {
    assertThat(Read.what(text, e -> e.integer("KEY").between(1, 65_535).required()))
        .isEqualTo(what);
  }

  @ParameterizedTest
  @CsvSource({
    "8O80,'did you mean 8080, with digits only?'",
    "1m,'write the number alone, without a unit'",
    "eight,"
  })
  void slipsInNumbers(String text, String hint) {
    ConfigProblem problem = Read.key(text, e -> e.integer("KEY").required()).problems().get(0);
    assertThat(problem.hint().orElse(null)).isEqualTo(hint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "changeme",
        "CHANGE_ME_please",
        "your-secure-password",
        "your_jwt_secret",
        "<password>",
        "<your token here>",
        "replace-me",
        "xxxxxxxx",
        "***"
      })
  void placeholdersAreNoSecrets(String text) {
    assertThat(Read.what(text, e -> e.secret("KEY").required()))
        .isEqualTo("is a placeholder from an example, not a secret");
    assertThat(Read.key(text, e -> e.string("KEY").required()).problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"yourte-QzKey9", "changing-Qz", "<Qz", "x1xxx", "exchangemenow"})
  void secretsThatAreLikeThem(String text) {
    assertThat(Read.key(text, e -> e.secret("KEY").required()).problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp://10.43.0.7:8080", "udp://10.43.0.7:53", "sctp://10.43.0.7:1"})
  void aServiceLinkOfKubernetesIsNamedWhateverTheType(String text) {
    for (Function<ConfigReader, ?> recipe :
        List.<Function<ConfigReader, ?>>of(
            e -> e.integer("ORDERS_PORT").required(),
            e -> e.string("ORDERS_PORT").required(),
            e -> e.url("orders.port").required())) {
      ConfigProblem problem =
          Read.from(Map.of("ORDERS_PORT", text, "orders.port", text), recipe).problems().get(0);
      assertThat(problem.what()).isEqualTo("was set by Kubernetes for a Service of that name");
      assertThat(problem.hint().orElseThrow()).contains("enableServiceLinks: false");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "postgresql://db/orders|does not begin with jdbc:|"
            + "write jdbc:postgresql://host:5432/database",
        "postgres://joe:pw12@db/o|does not begin with jdbc:|"
            + "write jdbc:postgresql://host:5432/database, user and password as settings of their"
            + " own",
        "mysql://db/orders|does not begin with jdbc:|put jdbc: before it",
        "db:5432|does not begin with jdbc:|",
        "jdbc:postgres://db/orders|begins with jdbc:postgres:|"
            + "no driver takes it: write jdbc:postgresql://",
        "jdbc:postgresql|names no database after jdbc:|",
        "jdbc::x|names no database after jdbc:|",
        "jdbc:postgresql://db/my orders|holds a blank|" + "a URL has none; in a password write %20",
        "jdbc:postgresql://${DB_HOST}/orders|holds a placeholder ${...} that was not filled in|"
            + "the shell, Compose file or template that sets it left it as it was",
        "jdbc:postgresql://joe:pa/ss@db/orders|holds a user or password before the host|"
            + "PostgreSQL's driver does not understand that: give them as settings of their own",
      })
  void badJdbcUrls(String text, String what, String hint) {
    ConfigProblem problem = Read.key(text, e -> e.jdbcUrl("KEY").required()).problems().get(0);
    assertThat(problem.what()).isEqualTo(what);
    assertThat(problem.hint().orElse(null)).isEqualTo(hint);
    assertThat(problem.expected())
        .contains("a JDBC URL such as jdbc:postgresql://host:5432/database");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://db/orders",
        "jdbc:postgresql://db/orders?user=a&password=p@ss",
        "jdbc:h2:mem:orders",
        "jdbc:mysql://joe:pw@db/orders",
        "jdbc:sqlserver://db;databaseName=orders"
      })
  void goodJdbcUrls(String text) {
    assertThat(Read.key(text, e -> e.jdbcUrl("KEY").required()).value().orElseThrow().reveal())
        .isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:6379,does not begin with a scheme such as redis:// or https://",
    "jdbc:h2://x,does not begin with a scheme such as redis:// or https://",
    "http://,names no host",
    "http:///path,names no host",
    "http://:8080,names no host",
    "http://a b,holds a blank"
  })
  void badUrls(String text, String what) {
    assertThat(Read.what(text, e -> e.url("KEY").required())).isEqualTo(what);
  }

  @Test
  void redisUrlsHaveAPasswordWithoutAUser() {
    assertValue("redis://:pa55word@cache:6379", e -> e.url("KEY").required())
        .hasToString("redis://cache:6379");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a|holds a host without a port",
        "[::1]|holds a host without a port",
        "a:1,|has an empty item between its commas",
        "a:0|holds what is no host and port: port: 0 is not between 1 and 65535",
        "a:99999|holds a port that is not a number between 1 and 65535",
        "a:999999999999|holds a port that is not a number between 1 and 65535",
        "a:x|holds a port that is not a number between 1 and 65535",
        "::1:9092|holds a host with a colon",
        "joe@a:1|holds what is no host and port: host: not a host name or address",
        "PLAINTEXT://a:1|holds a URL",
      })
  void badEndpoints(String text, String what) {
    assertThat(Read.what(text, e -> e.endpoints("KEY").required())).isEqualTo(what);
  }

  @Test
  void otherBadTexts() {
    assertThat(Read.what("ture", e -> e.bool("KEY").required()))
        .isEqualTo("is \"ture\", not true or false");
    assertThat(Read.what("x,,y", e -> e.list("KEY").required()))
        .isEqualTo("has an empty item between its commas");
    assertThat(Read.what("a\0b", e -> e.path("KEY").required())).isEqualTo("is not a path");
    assertThat(Read.what("7%", e -> e.decimal("KEY").required())).isEqualTo("is not a number");
    assertThat(Read.what("value\r", e -> e.string("KEY").required()))
        .isEqualTo("ends with a carriage return");
    assertThat(Read.what(" secret value", e -> e.secret("KEY").required()))
        .isEqualTo("begins or ends with a blank");
    ConfigProblem enumProblem =
        Read.key("fats", e -> e.oneOf("KEY", Mode.class).required()).problems().get(0);
    assertThat(enumProblem.what()).isEqualTo("is \"fats\", not one of those allowed");
    assertThat(enumProblem.expected()).contains("one of fast, very-slow");
    assertThat(enumProblem.hint()).contains("did you mean fast?");
  }

  @Test
  void boundsAndRules() {
    assertThat(Read.what("ab", e -> e.string("KEY").minLength(3).required()))
        .isEqualTo("is shorter than 3 characters");
    assertThat(Read.what("abcd", e -> e.string("KEY").maxLength(3).required()))
        .isEqualTo("is longer than 3 characters");
    assertThat(Read.what("abcd", e -> e.string("KEY").matching("[0-9]+").required()))
        .isEqualTo("does not match [0-9]+");
    assertThat(Read.what("7", e -> e.integer("KEY").must(i -> i % 2 == 0, "even").required()))
        .isEqualTo("must be even");
    assertThat(
            Read.what(
                "7", e -> e.integer("KEY").must(i -> List.of().contains(null), "x").required()))
        .isEqualTo("cannot be judged: its rule threw NullPointerException");
    assertThat(
            Read.key("a", e -> e.string("KEY").minLength(3).maxLength(5).required())
                .problems()
                .get(0)
                .expected())
        .contains("text of 3 to 5 characters");
  }

  @Test
  void anOwnParserIsQuotedWithoutTheText() {
    assertThat(Read.what("x1y2z3", e -> e.parsed("KEY", Integer::valueOf, 1).required()))
        .isEqualTo("is refused: For input string: \"...\"");
    assertThat(Read.what("x", e -> e.parsed("KEY", TypesTest::none, 1).required()))
        .isEqualTo("is refused: its parser returned null");
  }

  @SuppressWarnings("NullAway")
  private static Integer none(String text) {
    return null;
  }

  private static ObjectAssert<Object> assertValue(
      String text, Function<ConfigReader, Object> recipe) {
    Configured<Object> configured = Read.key(text, recipe);
    assertThat(configured.problems()).isEmpty();
    return assertThat(configured.value().orElseThrow());
  }
}
