package io.softstart.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.examples.orders.Orders;
import io.softstart.testkit.Behaviour;
import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.FaultyServer;
import io.softstart.testkit.JvmResult;
import io.softstart.testkit.Ports;
import io.softstart.testkit.PostgresServer;
import io.softstart.testkit.RunningJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/**
 * Thirteen endings of {@code orders} in docs/troubleshooting.md: each is brought about, and the
 * first lines hold cause, place, what to do, and whether a restart helps.
 */
@Timeout(120)
@EnabledForJreRange(max = JRE.JAVA_24) // three minutes, and the words are the same on 25
class EndingsDocTest {
  private static final Path PAGE = Path.of("../docs/troubleshooting.md");
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String PASSWORD = "very-secret-77";
  private static final Behaviour WEB =
      Behaviour.readSome().thenSend("HTTP/1.1 400 Bad Request\r\n\r\n");
  private static PostgresServer postgres;
  private static FaultyServer redis;

  @BeforeAll
  static void startServer() {
    postgres =
        PostgresServer.builder().user("orders").database("orders").password(PASSWORD).build();
    redis =
        FaultyServer.with(
            Behaviour.readSome()
                .thenSend("-NOAUTH Authentication required.\r\n")
                .then(Behaviour.hang()));
    postgres.start();
  }

  @AfterAll
  static void stopServer() {
    postgres.close();
    redis.close();
  }

  @Test
  void emptyVariable() throws IOException {
    shows(
        "A variable is empty",
        "ORDERS_DB_URL is set but empty",
        ended(78, orders(url()).env("ORDERS_DB_URL", "")));
  }

  @Test
  void nothingListens() throws IOException {
    shows(
        "Nothing listens",
        "127.0.0.1:1 (REFUSED)",
        ended(69, orders("jdbc:postgresql://127.0.0.1:1/orders")));
  }

  @Test
  void noSuchHost() throws IOException {
    shows(
        "The host is not known",
        "(UNRESOLVED)",
        ended(69, orders("jdbc:postgresql://db.invalid:5432/orders")));
  }

  @Test
  void wrongPassword() throws IOException {
    shows(
        "The login is refused",
        "(DENIED)",
        ended(78, orders(url()).env("ORDERS_DB_PASSWORD", "stale-77")));
  }

  @Test
  void onlyTheBroker() throws IOException {
    shows("Only the broker is down", "events (REFUSED)", ended(69, orders(url())));
  }

  @Test
  void noSuchDatabase() throws IOException {
    String url = url().replace("/orders", "/nowhere");
    shows("The database does not exist", "(MISSING)", ended(78, orders(url)));
  }

  @Test
  void silence() throws IOException {
    faulty("It accepts and says nothing", "(TIMED_OUT)", Behaviour.hang(), 69);
  }

  @Test
  void noTls() throws IOException {
    shows("TLS is switched off", "(NO_TLS)", ended(78, orders(url() + "?sslmode=require")));
  }

  @Test
  void closes() throws IOException {
    faulty("It accepts and closes", "(RESET)", Behaviour.close(), 69);
  }

  @Test
  void webServer() throws IOException {
    faulty("Something else listens there", "(WRONG_PROTOCOL)", WEB, 78);
  }

  @Test
  void misspeltScheme() throws IOException {
    String url = "jdbc:postgres://127.0.0.1:5432/orders";
    shows("The URL is misspelt", "must begin with jdbc:postgresql:", ended(78, orders(url)));
  }

  @Test
  void twoAtOnce() throws IOException {
    try (FaultyServer web = FaultyServer.with(WEB)) {
      ChildJvm orders = orders(url()).env("ORDERS_DB_PASSWORD", "stale-77");
      String printed = ended(78, orders.env("ORDERS_KAFKA", "127.0.0.1:" + web.port()));
      shows("Two causes at once", "(WRONG_PROTOCOL)", printed);
    }
  }

  @Test
  void misspeltName() throws IOException {
    ChildJvm orders = orders(url()).env("ORDERS_DB_PASSWORD", "");
    orders = orders.env("ORDERS_DB_PASWORD", PASSWORD).env("ORDERS_HTTP_PORT", "70000");
    shows("A name is misspelt", "ORDERS_DB_PASSWORD is set but empty", ended(78, orders));
  }

  private static void faulty(String title, String cause, Behaviour behaviour, int exitCode)
      throws IOException {
    try (FaultyServer server = FaultyServer.with(behaviour)) {
      String url = "jdbc:postgresql://127.0.0.1:" + server.port() + "/orders";
      shows(title, cause, ended(exitCode, orders(url)));
    }
  }

  private static String url() {
    return "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/orders";
  }

  private static ChildJvm orders(String url) {
    return ChildJvm.of(Orders.class)
        .env("ORDERS_DB_URL", url)
        .env("ORDERS_DB_PASSWORD", PASSWORD)
        .env("ORDERS_REDIS", "redis://127.0.0.1:" + redis.port())
        .env("ORDERS_KAFKA", "127.0.0.1:" + Ports.free())
        .env("SOFTSTART_DEADLINE", "12s")
        .env("SOFTSTART_GRACE", "8s");
  }

  /** What is printed from the first ERROR on. */
  private static String ended(int exitCode, ChildJvm orders) {
    try (RunningJvm running = orders.start()) {
      JvmResult result = running.awaitExit(LIMIT);
      assertThat(result.exitCode()).as(result.stderr()).isEqualTo(exitCode);
      assertThat(result.stderr()).doesNotContain(PASSWORD, "stale-77");
      return result.stderr().substring(result.stderr().indexOf(" ERROR ") + 1);
    }
  }

  /** The page has an example; times and the state of other gates differ from run to run. */
  private static void shows(String title, String cause, String printed) throws IOException {
    assertThat(Files.readString(PAGE)).contains("\n### " + title + "\n");
    assertThat(String.join("\n", printed.lines().limit(5).toList()))
        .contains(cause, "restart", "ORDERS_");
  }
}
