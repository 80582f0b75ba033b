package io.softstart.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.assertj.core.api.ObjectAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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
        "'8080 '|starts or ends with a space",
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
        "jdbc:postgres://db/orders|must begin with jdbc:postgresql:, not jdbc:postgres:|"
            + "write jdbc:postgresql://",
        "jdbc:postgresql|names no database after jdbc:|",
        "jdbc::x|names no database after jdbc:|",
        "jdbc:postgres//db/tickets|has no colon after the driver's name|"
            + "did you mean jdbc:postgresql://...?",
        "jdbc:mysq//db|has no colon after the driver's name|did you mean jdbc:mysql://...?",
        "jdbc:acme//db|has no colon after the driver's name|",
        "'jdbc:h2:file:/data/x '|starts or ends with a space|remove the space",
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
        "jdbc:duckdb:",
        "jdbc:sqlite:",
        "jdbc:mysql://joe:pw@db/orders",
        "jdbc:sqlserver://db;databaseName=my orders",
        "jdbc:h2:file:/var/lib/my data/orders",
        "jdbc:oracle:thin:@(DESCRIPTION = (ADDRESS = (HOST = db)(PORT = 1521)))"
      })
  void goodJdbcUrls(String text) {
    assertThat(Read.key(text, e -> e.jdbcUrl("KEY").required()).value().orElseThrow().reveal())
        .isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git+ssh://git@github.com:org/repo.git",
        "couchbase://db:12000=kv",
        "x://h:1521:SID"
      })
  void aColonOfAnotherSchemeIsNoPort(String text) {
    assertThat(Read.key(text, e -> e.url("KEY").required()).value().orElseThrow().reveal())
        .isEqualTo(text);
  }

  /** Of clients that take a local socket, or a host of their own, where the URL names none. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "unix:///run/docker.sock",
        "file:///etc/shop/keys",
        "redis-socket:///run/redis.sock",
        "amqp:///vhost",
        "postgresql:///orders",
        "ldap:///o=shop",
      })
  void urlsThatNeedNoHost(String text) {
    assertThat(Read.key(text, e -> e.url("KEY").required()).problems()).isEmpty();
  }

  /** As Kafka's clients read them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a:1,|a:1",
        "a:1,,b:2|a:1,b:2",
        ",a:1|a:1",
        "PLAINTEXT://a:1|a:1",
        "SASL_SSL://a:1,SASL_SSL://b:2|a:1,b:2",
        "::1:9092|[::1]:9092",
        "2001:db8::7:9092|[2001:db8::7]:9092",
      })
  void endpointsAsKafkaTakesThem(String text, String normal) {
    assertValue(text, e -> e.endpoints("KEY").required()).isEqualTo(normal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"jdbc:postgresql://h/me@home", "JDBC:HSQLDB:mem:x", "JDBC:MYSQL://h/orders"})
  void jdbcUrlsThatTheirDriversTake(String text) {
    assertThat(Read.key(text, e -> e.jdbcUrl("KEY").required()).problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:6379,does not begin with a scheme such as redis:// or https://",
    "jdbc:h2://x,does not begin with a scheme such as redis:// or https://",
    "http://,names no host",
    "http:///path,names no host",
    "http://:8080,names no host",
    "http://a b,has a space in it",
    "redis://:pw@h:abc/0,has a port that is not a number between 1 and 65535",
    "redis://h:99999,has a port that is not a number between 1 and 65535",
    "'kafka://a:1,b:x',has a port that is not a number between 1 and 65535"
  })
  void badUrls(String text, String what) {
    assertThat(Read.what(text, e -> e.url("KEY").required())).isEqualTo(what);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"redis://h", "redis://h:", "http://[::1]/x", "http://[::1]:80", "a://b:1,c:2/x"})
  void portsOfUrls(String text) {
    assertThat(Read.key(text, e -> e.url("KEY").required()).problems()).isEmpty();
  }

  @Test
  void aPasswordWithASlashDoesNotMakeAPort() {
    assertThat(Read.key("redis://:pw12/x@h:1", e -> e.url("KEY").required()).problems()).isEmpty();
  }

  @Test
  void schemesOfUrls() {
    ConfigProblem problem =
        Read.key("redi://h", e -> e.url("KEY").schemes("redis", "rediss").required())
            .problems()
            .get(0);
    assertThat(problem.what()).isEqualTo("has the scheme redi");
    assertThat(problem.hint()).contains("did you mean redis?");
    assertThat(problem.expected().orElseThrow()).endsWith(" with the scheme redis or rediss");
    assertValue("REDISS://h", e -> e.url("KEY").schemes("redis", "rediss").required()).isNotNull();
    assertThat(Read.what("redis://h", e -> e.url("KEY").schemes("a://").required()))
        .isEqualTo("is refused: scheme: \"a://\" is not like redis");
  }

  @ParameterizedTest
  @CsvSource({
    "yes,did you mean true?",
    "ON,did you mean true?",
    "0,did you mean false?",
    "ture,did you mean true?"
  })
  void otherWordsForTrueAndFalse(String text, String hint) {
    assertThat(Read.key(text, e -> e.bool("KEY").required()).problems().get(0).hint())
        .contains(hint);
  }

  @ParameterizedTest
  @CsvSource({
    "16mb,did you mean 16MB? (units are upper case)",
    "16MiB,did you mean 16MB? (units are upper case)",
    "16m,did you mean 16MB? (units are upper case)",
    "16 Gb,did you mean 16GB? (units are upper case)",
    "-1MB,write a size of 0B or more",
    "much,"
  })
  void slipsInSizes(String text, String hint) {
    assertThat(Read.key(text, e -> e.size("KEY").required()).problems().get(0).hint().orElse(null))
        .isEqualTo(hint);
  }

  @ParameterizedTest
  @CsvSource({
    "5sec,did you mean 5s?",
    "5 sec,did you mean 5s?",
    "10 Minutes,did you mean 10m?",
    "5M,did you mean 5m?",
    "soon,"
  })
  void slipsInDurations(String text, String hint) {
    assertThat(
            Read.key(text, e -> e.duration("KEY").required()).problems().get(0).hint().orElse(null))
        .isEqualTo(hint);
  }

  /** Each took seconds, or all memory. */
  @Test
  @Timeout(5)
  void hugeTextsAreRefusedAtOnce() {
    String assigned = "a=".repeat(40_000);
    assertThat(Read.what("redis://" + assigned, e -> e.url("KEY").required()))
        .isEqualTo("is longer than 8192 characters");
    assertThat(Read.what("jdbc:h2:" + assigned, e -> e.jdbcUrl("KEY").required()))
        .isEqualTo("is longer than 8192 characters");
    assertThat(Read.what("redis://" + "a@".repeat(40_000), e -> e.url("KEY").required()))
        .isEqualTo("is longer than 8192 characters");
    assertThat(Read.what(assigned, e -> e.list("KEY").required()))
        .isEqualTo("is longer than 65536 characters");
    assertThat(Read.what("9".repeat(320_000), e -> e.decimal("KEY").required()))
        .isEqualTo("is longer than 100 characters");
    assertThat(Read.what("9".repeat(320_000), e -> e.integer("KEY").required()))
        .isEqualTo("is longer than 100 characters");
    assertThat(Read.what("1s".repeat(320_000), e -> e.duration("KEY").required()))
        .isEqualTo("is longer than 100 characters");
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
        "a|has no port in \"a\"",
        "[::1]|has no port",
        "broker1:9092,broker2|has no port in \"broker2\" (entry 2)",
        "a:1,joe@b|has no port in entry 2",
        "a:1,b|has no port in \"b\" (entry 2)",
        ",|names no host",
        "a:0|has a port that is not a number between 1 and 65535",
        "a:99999|has a port that is not a number between 1 and 65535",
        "a:999999999999|has a port that is not a number between 1 and 65535",
        "a:x|has a port that is not a number between 1 and 65535",
        "a:1;b:2|has a host with a colon",
        "joe@a:1|has no host and port: host: not a host name or address",
        "PLAINTEXT://a|has no port in \"a\"",
        "http://a:1/x|has a port that is not a number between 1 and 65535",
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
        .isEqualTo("starts or ends with a space");
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
    ConfigResult<Object> configured = Read.key(text, recipe);
    assertThat(configured.problems()).isEmpty();
    return assertThat(configured.value().orElseThrow());
  }
}
