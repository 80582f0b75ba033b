package io.softstart.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.shop.Shop;
import io.softstart.testkit.Behaviour;
import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.FaultyServer;
import io.softstart.testkit.JvmResult;
import io.softstart.testkit.Ports;
import io.softstart.testkit.PostgresServer;
import io.softstart.testkit.RunningJvm;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** Each trouble in docs/troubleshooting.md is brought about, and prints what the page shows. */
@Timeout(120)
@EnabledForJreRange(max = JRE.JAVA_24) // a minute, and the words are the same on 25
class TroubleshootingDocTest {
  private static final Path PAGE = Path.of("../docs/troubleshooting.md");
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Pattern BUSY =
      Pattern.compile(".* shop: (logging is not up after|still waiting ).*\n");
  private static final String PASSWORD = "very-secret-77";

  private static PostgresServer postgres;

  @BeforeAll
  static void startServer() {
    postgres = PostgresServer.builder().user("shop").database("shop").password(PASSWORD).build();
    postgres.start();
  }

  @AfterAll
  static void stopServer() {
    postgres.close();
  }

  @Test
  void configuration() throws IOException {
    ChildJvm shop = ChildJvm.of(Shop.class).env("SHOP_DB_PASWORD", PASSWORD);
    shows("The container exits at once", ended(78, shop.env("SHOP_HTTP_PORT", "8O80")));
  }

  @Test
  void deadline() throws IOException {
    int port = Ports.free();
    String printed = ended(69, shop(port).env("SOFTSTART_DEADLINE", "10s"));
    shows("It ends with exit code 69", printed.replace(":" + port, ":5432"));
  }

  @Test
  void unresolved() throws IOException {
    ChildJvm shop = shop(1).env("SHOP_DB_URL", "jdbc:postgresql://database.invalid:5432/shop");
    shows("The name has no address", terminated(shop, "db is not ready"));
  }

  @Test
  void timedOut() throws IOException {
    try (FaultyServer hangs = FaultyServer.with(Behaviour.hang())) {
      ChildJvm shop = shop(hangs.port()).env("SOFTSTART_ATTEMPT_TIMEOUT", "1s");
      String printed = terminated(shop, "db is not ready");
      shows("It says TIMED_OUT", printed.replace(":" + hangs.port(), ":5432"));
    }
  }

  @Test
  void denied() throws IOException {
    ChildJvm shop = shop(postgres.port()).env("SHOP_DB_PASSWORD", "of-yesterday");
    shows("It says DENIED", ended(78, shop.env("SOFTSTART_GRACE", "2s")));
  }

  @Test
  void missing() throws IOException {
    String url = postgres.jdbcUrl().replace("/shop", "/shops");
    ChildJvm shop = shop(postgres.port()).env("SHOP_DB_URL", url).env("SOFTSTART_GRACE", "1s");
    shows("It says MISSING", ended(78, shop));
  }

  @Test
  void blocked() throws IOException {
    ChildJvm shop = shop(postgres.port()).env("SHOP_BLOCKS", "true");
    shows("READY never comes", terminated(shop, "still starting after 30 s"));
  }

  @Test
  void degraded() throws IOException {
    int port = Ports.free();
    ChildJvm shop =
        shop(postgres.port()).env("SHOP_SEARCH", "http://127.0.0.1:" + port + "/_cluster/health");
    String printed = terminated(shop, "READY (degraded) after");
    String beforeEnd = printed.substring(0, printed.indexOf("  configuring"));
    shows("It is READY, but degraded", beforeEnd.replace(":" + port, ":9200"));
  }

  @Test
  void crashed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      String printed = ended(70, shop(postgres.port()).env("SHOP_HTTP_PORT", port));
      String told = printed.substring(0, printed.indexOf('\n', printed.indexOf("where:")) + 1);
      shows("It crashes while it starts", told.replace(port, "8080"));
    }
  }

  @Test
  void killedWhileItWaits() throws IOException {
    int port = Ports.free();
    String printed = terminated(shop(port), "db is not ready");
    shows("It is killed while it waits", printed.replace(":" + port, ":5432"));
  }

  @Test
  void pauses(@TempDir Path state) throws IOException {
    ChildJvm shop =
        ChildJvm.of(Shop.class)
            .env("SHOP_DB_URL", postgres.jdbcUrl())
            .env("SOFTSTART_STATE_DIR", state.toString())
            .env("SOFTSTART_RESTART_PAUSE", "1s");
    ended(78, shop);
    ended(78, shop);
    String printed = ended(78, shop);
    shows("It is restarted again and again", printed.replace(state.toString(), "/var/lib/shop"));
  }

  @Test
  void unknownSetting() throws IOException {
    ChildJvm shop = shop(postgres.port()).env("SOFTSTART_DEADLNE", "1m");
    String printed = terminated(shop, "READY after");
    shows("A setting has no effect", printed);
  }

  @Test
  void serviceLink() throws IOException {
    ChildJvm shop = shop(postgres.port()).env("SHOP_HTTP_PORT", "tcp://10.43.0.7:8080");
    shows("A port is tcp://10.43.0.7:8080", ended(78, shop));
  }

  @Test
  void noLogging() throws IOException {
    String withoutLogback =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("logback-"))
            .collect(Collectors.joining(File.pathSeparator));
    ChildJvm shop =
        ChildJvm.of(withoutLogback, Shop.class.getName())
            .env("SHOP_DB_URL", postgres.jdbcUrl())
            .env("SHOP_DB_PASSWORD", PASSWORD);
    String printed = terminated(shop, "READY after");
    shows("The application's own log is empty", printed);
  }

  private static ChildJvm shop(int port) {
    return ChildJvm.of(Shop.class)
        .env("SHOP_DB_URL", "jdbc:postgresql://127.0.0.1:" + port + "/shop")
        .env("SHOP_DB_PASSWORD", PASSWORD);
  }

  /** What it prints until it ends by itself. */
  private static String ended(int exitCode, ChildJvm shop) {
    try (RunningJvm running = shop.start()) {
      return printed(exitCode, running.awaitExit(LIMIT));
    }
  }

  private static String terminated(ChildJvm shop, String after) {
    try (RunningJvm running = shop.start()) {
      running.awaitLine(after, LIMIT);
      running.signal("TERM");
      return printed(143, running.awaitExit(LIMIT));
    }
  }

  private static String printed(int exitCode, JvmResult result) {
    assertThat(result.exitCode()).as(result.stderr()).isEqualTo(exitCode);
    assertThat(result.stderr()).doesNotContain(PASSWORD, "of-yesterday");
    // a busy machine is no part of the trouble
    return BUSY.matcher(result.stderr()).replaceAll("").replace(":" + postgres.port(), ":5432");
  }

  private static void shows(String symptom, String printed) throws IOException {
    PrintedBlock.after(PAGE, "\n## " + symptom + "\n").shows(printed);
  }
}
