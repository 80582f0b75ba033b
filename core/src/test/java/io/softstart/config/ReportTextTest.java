package io.softstart.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.recipes.Orders;
import com.example.recipes.Shop;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reports as a user sees them. */
class ReportTextTest {
  @Test
  void nothingIsSet() {
    assertThat(Read.from(Map.of(), Orders::read).report())
        .isEqualTo(
            """
            Configuration: 3 problems

              1. ORDERS_DB_URL is missing
                 expected  a JDBC URL such as jdbc:postgresql://host:5432/database

              2. ORDERS_DB_PASSWORD is missing
                 expected  a secret of at least 12 characters

              3. ORDERS_KAFKA is missing
                 expected  host:port, or several separated by commas\
            """);
  }

  @Test
  void everyKindOfMistake() {
    ConfigSource environment =
        ConfigSources.of(
            "compose.env",
            Map.of(
                "ORDERS_DB_URL", "postgres://joe:hunter22@db/orders",
                "ORDERS_DB_PASSWRD", "hunter22hunter22",
                "ORDERS_REDIS", "${REDIS_URL}",
                "ORDERS_HTTP_PORT", "tcp://10.43.0.7:8080"));
    List<ConfigSource> sources = List.of(new CommandLine("--orders-kafka=kafka"), environment);
    assertThat(ConfigReader.read(sources, Orders::read).report())
        .isEqualTo(
            """
            Configuration: 5 problems

              1. ORDERS_DB_URL does not begin with jdbc:
                 hint      write jdbc:postgresql://host:5432/database, user and password as
                           settings of their own
                 from      ORDERS_DB_URL in compose.env
                 expected  a JDBC URL such as jdbc:postgresql://host:5432/database

              2. ORDERS_DB_PASSWORD is missing
                 hint      ORDERS_DB_PASSWRD in compose.env is set: rename it?
                 expected  a secret of at least 12 characters

              3. ORDERS_REDIS holds a placeholder ${...} that was not filled in
                 hint      the shell, Compose file or template that sets it left it as it
                           was
                 from      ORDERS_REDIS in compose.env
                 expected  a URL such as redis://host:6379 or https://host/path

              4. ORDERS_KAFKA has no port in "kafka"
                 hint      add :port
                 from      command line --orders-kafka
                 expected  host:port, or several separated by commas

              5. ORDERS_HTTP_PORT was set by Kubernetes for a Service of that name
                 hint      set enableServiceLinks: false in the pod spec, or choose another
                           name
                 from      ORDERS_HTTP_PORT in compose.env
                 expected  a whole number between 1 and 65535\
            """);
  }

  @Test
  void warningsAndNotesStandApart() {
    ConfigResult<?> configured =
        ConfigReader.read(
            List.of(
                new CommandLine("--shop-main-password=correct-horse"),
                ConfigSources.of(
                    "test",
                    Map.of(
                        "SHOP_PROFILE", "dve",
                        "SHOP_MAIN_URL", "jdbc:h2:mem:a",
                        "SHOP_ARCHIVE_URL", "jdbc:h2:mem:b",
                        "SHOP_SHARDS", "100",
                        "SHOP_POLL", "5",
                        "SHOP_TOKEN_LIFE", "30s"))),
            Shop::read);
    assertThat(configured.report().replaceAll("Shop.java:\\d+", "Shop.java:1"))
        .isEqualTo(
            """
            Configuration: 4 problems

              1. SHOP_PROFILE is "dve", not one of those allowed
                 hint      did you mean dev?
                 from      SHOP_PROFILE in test
                 expected  one of dev, pre-production, production

              2. SHOP_TOKEN_LIFE is out of range: 30s
                 from      SHOP_TOKEN_LIFE in test
                 expected  a duration (500ms, 30s, 1h30m) between 1m and 1d

              3. SHOP_SHARDS is out of range: 100
                 from      SHOP_SHARDS in test
                 meaning   number of shards
                 expected  a whole number between 1 and 64

              4. SHOP_POLL is a number without a unit
                 hint      add ms, s, m, h or d
                 from      SHOP_POLL in test
                 expected  a duration (500ms, 30s, 1h30m)
                 example   5s

            Configuration: 1 warning

              1. SHOP_MAIN_PASSWORD is on the command line, where every user of the host can
                 see it
                 hint      use the environment, or a file named by SHOP_MAIN_PASSWORD_FILE\
            """);
    assertThat(configured.report().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void notesComeLast() {
    assertThat(Read.from(Map.of(), ReportTextTest::stopping).report())
        .isEqualTo(
            """
            Configuration: 1 problem

              1. A is missing
                 expected  text

            Reading stopped, more may follow.\
            """);
  }

  private static String stopping(ConfigReader env) {
    return env.string("A").required().substring(1);
  }

  @Test
  void ourOwnWordsAreNotMaskedSinceThatWouldTellTheSecret() {
    assertThat(Read.key("er than 20 ch", e -> e.secret("KEY").minLength(20).required()).report())
        .contains("KEY is shorter than 20 characters");
  }
}
