package io.softstart.agent.auto;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.config.ConfigSource;
import io.softstart.config.ConfigSources;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What SOFTSTART_WAIT_FOR=auto becomes. */
class AutoTest {
  private static final String USER = "SPRING_DATASOURCE_USERNAME";
  private static final String PASSWORD = "SPRING_DATASOURCE_PASSWORD";
  private static final String URL = "SPRING_DATASOURCE_URL";

  private static Auto auto(String... variables) {
    return autoBehind("auto", variables);
  }

  private static Auto autoBehind(String waitFor, String... variables) {
    Map<String, String> values = new HashMap<>();
    values.put("SOFTSTART_WAIT_FOR", waitFor);
    for (int i = 0; i < variables.length; i += 2) {
      values.put(variables[i], variables[i + 1]);
    }
    return Auto.of(List.of(ConfigSources.of("test", values)));
  }

  private static String waitFor(Auto auto) {
    for (ConfigSource source : auto.sources()) {
      if (source.find("SOFTSTART_WAIT_FOR").isPresent()) {
        return source.find("SOFTSTART_WAIT_FOR").get();
      }
    }
    return "";
  }

  private static String of(String... variables) {
    return waitFor(auto(variables));
  }

  @Test
  void aDatabaseWithItsCredentialsIsLoggedInto() {
    assertThat(of(URL, "jdbc:postgresql://db/orders", USER, "o", PASSWORD, "a,b=c&d e"))
        .isEqualTo(
            "db=jdbc:postgresql://db/orders?softstart.user=o&softstart.password=a%2Cb%3Dc%26d+e");
    assertThat(of(URL, "jdbc:mysql://db/o?useSSL=true", USER, "o", PASSWORD, "p"))
        .isEqualTo("db=jdbc:mysql://db/o?useSSL=true&softstart.user=o&softstart.password=p");
    assertThat(of(URL, "jdbc:sqlserver://db;databaseName=o", USER, "o", PASSWORD, "p"))
        .endsWith("databaseName=o;softstart.user=o;softstart.password=p");
    assertThat(of("KC_DB_URL", "jdbc:postgresql://db/kc?user=a&password=b"))
        .isEqualTo("db=jdbc:postgresql://db/kc?user=a&password=b");
    assertThat(
            of(
                "QUARKUS_DATASOURCE_JDBC_URL",
                "jdbc:mariadb://db/o",
                "QUARKUS_DATASOURCE_USERNAME",
                "q",
                "QUARKUS_DATASOURCE_PASSWORD",
                "p"))
        .isEqualTo("db=jdbc:mariadb://db/o?softstart.user=q&softstart.password=p");
  }

  /** The application may have them elsewhere: a refused login would end what would start. */
  @Test
  void aDatabaseWithoutCredentialsIsOnlyGreeted() {
    assertThat(of(URL, "jdbc:postgresql://a:5432,b:5433/o"))
        .isEqualTo("db=postgresql://a:5432,b:5433/o");
    assertThat(of(URL, "jdbc:mysql://db/o", USER, "o")).isEqualTo("db=mysql://db:3306/o");
    assertThat(of(URL, "jdbc:oracle:thin:@//db:1521/x")).isEqualTo("db=tcp://db:1521");
    assertThat(of("SPRING_R2DBC_URL", "r2dbc:postgresql://db/o"))
        .isEqualTo("db=postgresql://db:5432/o");
  }

  @Test
  void theDatabaseUrlHasTwoForms() {
    assertThat(of("DATABASE_URL", "postgres://us%40er:p%26w@db:6432/o?sslmode=require"))
        .isEqualTo(
            "db=jdbc:postgresql://db:6432/o?sslmode=require"
                + "&softstart.user=us%40er&softstart.password=p%26w");
    assertThat(of("DATABASE_URL", "postgresql://db/o")).isEqualTo("db=postgresql://db:5432/o");
    assertThat(of("DATABASE_URL", "mysql://u:p@db/o"))
        .isEqualTo("db=jdbc:mysql://db:3306/o?softstart.user=u&softstart.password=p");
    assertThat(of("DATABASE_URL", "jdbc:postgresql://db/o?user=u&password=p"))
        .isEqualTo("db=jdbc:postgresql://db/o?user=u&password=p");
  }

  @Test
  void keycloaksPartsMakeAUrl() {
    assertThat(of("KC_DB", "postgres", "KC_DB_URL_HOST", "db"))
        .isEqualTo("db=postgresql://db:5432/keycloak");
    assertThat(
            of(
                "KC_DB",
                "mariadb",
                "KC_DB_URL_HOST",
                "db",
                "KC_DB_URL_PORT",
                "3307",
                "KC_DB_URL_DATABASE",
                "k",
                "KC_DB_USERNAME",
                "u",
                "KC_DB_PASSWORD",
                "p"))
        .isEqualTo("db=jdbc:mariadb://db:3307/k?softstart.user=u&softstart.password=p");
  }

  @Test
  void serversOfOtherKinds() {
    assertThat(of("REDIS_URL", "redis://:secret@cache")).isEqualTo("redis=redis://:secret@cache");
    assertThat(of("SPRING_DATA_REDIS_HOST", "cache")).isEqualTo("redis=redis://cache:6379");
    assertThat(
            of(
                "SPRING_DATA_REDIS_HOST",
                "cache",
                "SPRING_DATA_REDIS_PORT",
                "7000",
                "SPRING_DATA_REDIS_PASSWORD",
                "p@w"))
        .isEqualTo("redis=redis://:p%40w@cache:7000");
    assertThat(of("KAFKA_BOOTSTRAP_SERVERS", "PLAINTEXT://a:9092, b:9093"))
        .isEqualTo("kafka=kafka://a:9092,b:9093");
    assertThat(of("SPRING_RABBITMQ_HOST", "mq")).isEqualTo("rabbitmq=tcp://mq:5672");
    assertThat(of("SPRING_DATA_MONGODB_URI", "mongodb://u:p@m/db"))
        .isEqualTo("mongodb=tcp://m:27017");
  }

  /** Whether a certificate is trusted, the application decides. */
  @Test
  void aServerWithTlsIsOnlyConnectedTo() {
    assertThat(of("REDIS_URL", "rediss://:p@cache:6380")).isEqualTo("redis=tcp://cache:6380");
    assertThat(of("SPRING_DATA_REDIS_HOST", "cache", "SPRING_DATA_REDIS_SSL_ENABLED", "true"))
        .isEqualTo("redis=tcp://cache:6379");
    assertThat(of("KAFKA_BOOTSTRAP_SERVERS", "SSL://a:9093")).isEqualTo("kafka=tcp://a:9093");
    assertThat(
            of(
                "SPRING_KAFKA_BOOTSTRAP_SERVERS",
                "a:9093",
                "SPRING_KAFKA_SECURITY_PROTOCOL",
                "SASL_SSL"))
        .isEqualTo("kafka=tcp://a:9093");
  }

  @Test
  void oneServerOfTwoVariablesIsOneGateAndTwoAreTwo() {
    String url = "jdbc:postgresql://db/o";
    assertThat(of(URL, url, "DATABASE_URL", "postgres://u:p@db:5432/o"))
        .isEqualTo("db=postgresql://db:5432/o");
    assertThat(of(URL, url, "DATABASE_URL", "postgres://db2/o"))
        .isEqualTo("db=postgresql://db:5432/o,db2=postgres://db2:5432/o");
  }

  @Test
  void whatCannotBeAwaitedIsPassedAndTold() {
    Auto auto =
        auto(
            URL,
            "jdbc:postgresql://${DB_HOST}/o",
            "REDIS_URL",
            "redis://:hid den@@x y",
            "KAFKA_BOOTSTRAP_SERVERS",
            "kafka:70000");
    assertThat(waitFor(auto)).isEmpty();
    assertThat(String.join("\n", auto.lines()))
        .contains(URL, "REDIS_URL", "KAFKA_BOOTSTRAP_SERVERS", "nothing is waited for")
        .doesNotContain("hid den");
    assertThat(of(URL, "jdbc:h2:mem:x")).isEmpty();
  }

  @Test
  void withoutAutoTheyAreProposedInOneLineWithoutSecrets() {
    Map<String, String> values =
        Map.of(
            URL, "jdbc:postgresql://db/o?user=u&password=pw1", "REDIS_URL", "redis://:pw2@cache");
    Auto auto = Auto.of(List.of(ConfigSources.of("test", values)));
    assertThat(waitFor(auto)).isEmpty();
    assertThat(auto.lines()).hasSize(1);
    assertThat(auto.lines().get(0))
        .contains("SOFTSTART_WAIT_FOR=auto", URL, "jdbc:postgresql://db", "REDIS_URL")
        .doesNotContain("pw1", "pw2");
    assertThat(Auto.of(List.of(ConfigSources.of("test", Map.of()))).lines()).isEmpty();
  }

  @Test
  void whereAGateComesFromIsInTheOriginOfAuto() {
    ConfigSource source = auto(URL, "jdbc:postgresql://db/o").sources().get(0);
    assertThat(source.origin("SOFTSTART_WAIT_FOR"))
        .endsWith("SOFTSTART_WAIT_FOR in test=auto: db is from SPRING_DATASOURCE_URL");
    assertThat(source.origin(URL)).doesNotContain("auto");
  }

  @Test
  void whatIsWrongBehindAutoIsLeftAsItWasWritten() {
    assertThat(waitFor(autoBehind("auto,b", URL, "jdbc:postgresql://db/o"))).isEqualTo("auto,b");
  }

  @Test
  void otherGatesMayStandBehindAuto() {
    Auto auto = autoBehind("auto,mail=tcp://mail:25", "REDIS_URL", "redis://cache");
    assertThat(waitFor(auto)).isEqualTo("redis=redis://cache,mail=tcp://mail:25");
    assertThat(waitFor(autoBehind("x=tcp://h:1", "REDIS_URL", "redis://cache")))
        .isEqualTo("x=tcp://h:1");
    assertThat(autoBehind("x=tcp://h:1", "REDIS_URL", "redis://cache").lines()).isEmpty();
  }
}
