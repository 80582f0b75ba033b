package io.softstart.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.testkit.JvmResult;
import io.softstart.testkit.RunningJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the example says about its settings is what its README shows. */
class ExplainedOrdersTest {
  private static final Path README = Path.of("README.md");
  private static final String PASSWORD = "very-secret-77";
  private static final Map<String, String> SET =
      Map.of("ORDERS_DB_PASSWORD", PASSWORD, "ORDERS_HTTP_PORT", "8081");

  @Test
  void asMarkdown() throws IOException {
    // whatever is set: a README must not depend on it
    String markdown = explained(SET, "--explain-config=markdown");
    assertThat(markdown).contains("`ORDERS_DB_URL`", "| 8080 |").doesNotContain("8081");
    assertShown("<!-- markdown: from here -->\n", markdown, "<!--");
  }

  @Test
  void asFileToFillIn() throws IOException {
    String template = explained(SET, "--explain-config=env");
    assertThat(template).contains("\nORDERS_DB_URL=\n", "\n#ORDERS_HTTP_PORT=8080\n");
    assertShown("your shell:\n\n```ini\n", template, "```");
  }

  @Test
  void asTableWithWhatIsInForce() throws IOException {
    String table = explained(SET, "--explain-config");
    assertThat(table).contains("environment variable ORDERS_HTTP_PORT", "***", "(missing)");
    assertShown("`ORDERS_HTTP_PORT` set:\n\n```text\n", table, "```");
  }

  @Test
  void checkingStartsNothing() {
    JvmResult good =
        run(
            Map.of(
                "ORDERS_DB_URL",
                "jdbc:postgresql://127.0.0.1:1/x",
                "ORDERS_DB_PASSWORD",
                "Qz1",
                "ORDERS_KAFKA",
                "127.0.0.1:1"),
            "--check-config");
    assertThat(good.exitCode()).isZero();
    assertThat(good.stdout()).isEqualTo("orders: the configuration is valid\n");
    assertThat(OrdersJar.logLines(good.stderr())).hasSize(1);

    JvmResult bad = run(SET, "--check-config");
    assertThat(bad.exitCode()).isEqualTo(78);
    assertThat(bad.stderr()).contains("Configuration: 2 problems", "ORDERS_DB_URL is missing");
  }

  private static String explained(Map<String, String> env, String argument) {
    JvmResult result = run(env, argument);
    assertThat(result.exitCode()).isZero();
    assertThat(result.stdout()).doesNotContain(PASSWORD);
    return result.stdout();
  }

  private static JvmResult run(Map<String, String> env, String argument) {
    try (RunningJvm orders = OrdersJar.program().env(env).args(argument).start()) {
      return orders.awaitExit(OrdersJar.LIMIT);
    }
  }

  /** Compares with what stands between two texts, or writes it with -Dsoftstart.updateDocs. */
  private static void assertShown(String before, String printed, String after) throws IOException {
    String page = Files.readString(README);
    assertThat(page).contains(before);
    int from = page.indexOf(before) + before.length();
    int to = page.indexOf(after, from);
    if (Boolean.getBoolean("softstart.updateDocs")) {
      Files.writeString(README, page.substring(0, from) + printed + page.substring(to));
    } else {
      assertThat(page.substring(from, to))
          .as("examples/README.md differs; run the tests with -Dsoftstart.updateDocs=true")
          .isEqualTo(printed);
    }
  }
}
