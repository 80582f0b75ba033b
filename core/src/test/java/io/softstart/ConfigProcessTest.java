package io.softstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.JvmResult;
import io.softstart.testkit.RunningJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What real processes say about their settings: docs/reference/config-reports.md shows it. */
@Timeout(120)
class ConfigProcessTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final GeneratedPage PAGE = new GeneratedPage("config-reports.md");
  private static final String PASSWORD = "correct-horse-battery";

  @TempDir Path directory;

  @BeforeEach
  void mountFiles() throws IOException {
    Files.writeString(directory.resolve("signing.key"), "QzSigning-0815\r\n");
    Files.createDirectory(directory.resolve("certificate.key"));
  }

  private JvmResult play(String classPath, Map<String, String> env, String... args) {
    ChildJvm child =
        ChildJvm.of(classPath, ConfigScenes.class.getName())
            .directory(directory)
            .env(env)
            .args(args);
    try (RunningJvm running = child.start()) {
      return running.awaitExit(LIMIT);
    }
  }

  private JvmResult play(Map<String, String> env, String... args) {
    return play(System.getProperty("java.class.path"), env, args);
  }

  /** Without the line that only tells the Java version, and without the time of day. */
  private static String said(JvmResult result) {
    return result
        .stderr()
        .lines()
        .filter(line -> !line.contains("starting on Java") && !line.contains("READY after"))
        .filter(line -> !line.contains("log does not take a line within")) // a busy machine's
        .map(line -> line.replaceFirst("^\\S+T\\S+Z ", ""))
        .reduce("", (text, line) -> text + line + "\n");
  }

  private static final Map<String, String> TWELVE_MISTAKES =
      Map.ofEntries(
          Map.entry("SHOP_DB_URL", "postgres://shop:" + PASSWORD + "@db/shop"),
          Map.entry("SHOP_DB_PASSWRD", PASSWORD),
          Map.entry("SHOP_HTTP_PORT", "8O80"),
          Map.entry("SHOP_TLS", "ture"),
          Map.entry("SHOP_POLL", "30"),
          Map.entry("SHOP_RETRIES", "1m"),
          Map.entry("SHOP_NAME", ""),
          Map.entry("SHOP_API_KEY", " " + PASSWORD),
          Map.entry("SHOP_TOKEN", "changeme"),
          Map.entry("SHOP_SEARCH", "${SEARCH_URL}"),
          Map.entry("SHOP_SIGNING_KEY_FILE", "signing.key"),
          Map.entry("SHOP_CERTIFICATE_KEY_FILE", "certificate.key"),
          Map.entry("SHOP_COLORS", "green"),
          Map.entry("SHOP_THEME", "dark"),
          Map.entry("SHOP_HTTP_PROT", "8080"),
          Map.entry("SHOP_PORT", "tcp://10.43.0.7:8080"),
          Map.entry("SHOP_SERVICE_HOST", "10.43.0.7"));

  @Test
  void twelveMistakesAreOneReport() throws IOException {
    JvmResult result = play(TWELVE_MISTAKES, "shop");

    assertThat(result.exitCode()).isEqualTo(78);
    assertThat(result.stderr())
        .contains("Configuration: 12 problems", " 12. ", "Configuration: 3 warnings")
        .doesNotContain(PASSWORD, "QzSigning", "\tat ", "SHOP_SERVICE_HOST");
    assertThat(said(result).lines().skip(1)).allMatch(line -> line.length() <= 80);
    assertThat(result.stdout()).isEmpty();
    assertThat(result.elapsed()).isLessThan(Duration.ofSeconds(10)); // under 1 s if nobody disturbs
    PAGE.check("Twelve mistakes", said(result));
  }

  @Test
  void twelveMistakesAsJson() throws IOException {
    Map<String, String> env = new java.util.HashMap<>(TWELVE_MISTAKES);
    env.put("SOFTSTART_LOG", "json");
    JvmResult result = play(env, "shop");

    assertThat(result.exitCode()).isEqualTo(78);
    String line = result.stderr().lines().reduce((first, second) -> second).orElseThrow();
    assertThat(line)
        .contains("\"softstart.report\":{\"problems\":[{\"key\":\"SHOP_DB_URL\",\"what\":")
        .contains("\"warnings\":[{", "\"notes\":\"\"}")
        .doesNotContain(PASSWORD, "QzSigning");
    assertThat(line.split("\"key\":")).hasSize(12 + 3 + 1);
    PAGE.check("The same for machines", line.replaceFirst("\\d{4}-[^\"]*Z", "...") + "\n");
  }

  @Test
  void warningsAreAReportForMachinesToo() {
    JvmResult result = play(Map.of("SHOP_IDEL", "1", "SOFTSTART_LOG", "json"), "idle");

    assertThat(result.exitCode()).isZero();
    assertThat(result.stderr())
        .contains("\"message\":\"the configuration is accepted with warnings\"")
        .contains("\"warnings\":[{\"key\":\"SHOP_IDEL\",\"what\":\"is set, but no setting");
  }

  @Test
  void aMisspeltPassword() throws IOException {
    JvmResult result = play(Map.of("POSTGRES_PASSWRD", PASSWORD), "postgres");

    assertThat(result.exitCode()).isEqualTo(78);
    assertThat(said(result))
        .contains("hint      environment variable POSTGRES_PASSWRD is set: rename it?")
        .contains("Configuration: 1 problem\n")
        .doesNotContain("warning");
    PAGE.check("A misspelt name", said(result));
  }

  @Test
  void productionWithoutSslAndWithAShortSecret() throws IOException {
    JvmResult result =
        play(Map.of("SHOP_PRODUCTION", "true", "JWT_SECRET", "short-secret"), "production");

    assertThat(result.exitCode()).isEqualTo(78);
    assertThat(said(result))
        .contains("1. POSTGRES_SSL_ENABLED must be true in production")
        .contains("2. JWT_SECRET is shorter than 32 characters")
        .doesNotContain("short-secret");
    PAGE.check("Production without SSL, and with a short secret", said(result));
  }

  @Test
  void aMissingModule() throws IOException {
    Files.createDirectory(directory.resolve("lib"));
    String classPath = System.getProperty("java.class.path") + java.io.File.pathSeparator + "lib/*";
    JvmResult result = play(classPath, Map.of(), "module");

    assertThat(result.exitCode()).isEqualTo(78);
    assertThat(said(result))
        .contains("1. class com.acme.payment.Terminal is not on the class path")
        .contains("lib/* is missing or empty");
  }

  @Test
  void settingsAndChecksAreOneReport() {
    JvmResult result = play(Map.of("SHOP_HTTP_PORT", "http"), "both");

    assertThat(result.exitCode()).isEqualTo(78);
    assertThat(said(result))
        .contains("Configuration: 2 problems")
        .contains("directory data does not exist")
        .contains("SHOP_HTTP_PORT is \"http\", not a whole number");
  }

  @Test
  void aCheckOfASettingsValueEndsTheStartTheSameWay() {
    JvmResult result = play(Map.of("SHOP_DATA", "signing.key"), "checked later");

    assertThat(result.exitCode()).isEqualTo(78);
    assertThat(said(result))
        .contains("1. directory signing.key is a file, not a directory")
        .doesNotContain("\tat ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "=table", "=markdown", "=env"})
  void explainsWithoutStarting(String form) throws IOException {
    JvmResult result =
        play(
            Map.of("SHOP_DB_PASSWORD", PASSWORD, "SHOP_HTTP_PORT", "80"),
            "shop",
            "--explain-config" + form);

    assertThat(result.exitCode()).isZero();
    assertThat(result.stdout())
        .contains("SHOP_DB_URL", "SHOP_COLOURS", "red,blue")
        .doesNotContain("SOFTSTART_", PASSWORD, "serving");
    assertThat(said(result)).isEmpty();
    if (form.isEmpty()) {
      assertThat(result.stdout().lines().toList())
          .anyMatch(l -> l.matches("SHOP_HTTP_PORT +whole .* 8080 +80 +environment variable .*"))
          .anyMatch(l -> l.matches("SHOP_DB_PASSWORD +secret .* required +\\*\\*\\* +env.*"))
          .anyMatch(l -> l.matches("SHOP_NAME +text +required +\\(missing\\) .*every page"));
      PAGE.check("Everything that can be set", result.stdout());
    }
  }

  @Test
  void refusesAFormThatThereIsNoneOf() {
    JvmResult result = play(Map.of(), "shop", "--explain-config=yaml");

    assertThat(result.exitCode()).isEqualTo(78);
    assertThat(said(result))
        .contains("--explain-config is \"yaml\"", "one of table, markdown, env");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--check-confg", "--explain-confg", "--explain-cofnig=env"})
  void aMisspeltCommandDoesNotStartTheService(String argument) {
    for (String scene : new String[] {"idle", "await only", "run only", "ready only"}) {
      JvmResult result = play(Map.of(), scene, argument);

      assertThat(result.exitCode()).isEqualTo(78);
      assertThat(result.stdout()).isEmpty();
      assertThat(said(result))
          .contains("is no command and no setting", "did you mean --")
          .doesNotContain("warning");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"run only", "ready only"})
  void aProgramThatReadsNothingIsCheckedAllTheSame(String scene) {
    JvmResult asked = play(Map.of(), scene, "--check-config");
    assertThat(asked.exitCode()).isZero();
    assertThat(asked.stdout()).isEqualTo("shop: the configuration is valid\n");

    JvmResult explained = play(Map.of(), scene, "--explain-config");
    assertThat(explained.exitCode()).isZero();
    assertThat(explained.stdout()).startsWith("KEY ").doesNotContain("serving");

    JvmResult bad = play(Map.of("SOFTSTART_GRACE", "soon"), scene);
    assertThat(bad.exitCode()).isEqualTo(78);
    assertThat(bad.stdout()).isEmpty();
    assertThat(said(bad)).contains("SOFTSTART_GRACE");

    JvmResult unknown = play(Map.of("SOFTSTART_GRACEE", "1s"), scene);
    assertThat(unknown.exitCode()).isZero();
    assertThat(said(unknown)).contains("did you mean SOFTSTART_GRACE?");
  }

  @Test
  void aCommandWithAValueThatItDoesNotTakeDoesNotStartTheService() {
    JvmResult result = play(Map.of(), "idle", "--check-config=yes");

    assertThat(result.exitCode()).isEqualTo(78);
    assertThat(said(result)).contains("--check-config takes no value", "write it alone");
  }

  @Test
  void anArgumentThatTheApplicationReadsIsItsOwn() {
    JvmResult result = play(Map.of(), "own argument", "--check-confs=7");

    assertThat(result.exitCode()).isZero();
    assertThat(result.stdout()).isEqualTo("serving\n");
  }

  @Test
  void helpIsTheApplicationsOwnAndIsAddedTo() {
    JvmResult result = play(Map.of(), "idle", "--help");

    assertThat(result.exitCode()).isZero();
    assertThat(result.stdout()).isEqualTo("serving\n");
    assertThat(said(result)).contains("Softstart answers --check-config", "--explain-config");
  }

  /** It overflowed the stack of the redactor. */
  @Test
  void aTextWithALongTokenIsExplained() {
    String json = "{\"token\":\"" + "a".repeat(4_000) + "\"}";
    JvmResult result = play(Map.of("SHOP_NAME", json), "shop", "--explain-config");

    assertThat(result.exitCode()).isZero();
    assertThat(result.stdout()).contains("SHOP_NAME").doesNotContain("aaaaaaaa");
  }

  @Test
  void checksWithoutStarting() throws IOException {
    JvmResult missing = play(Map.of("SHOP_HTTP_PORT", "80"), "both", "--check-config");
    assertThat(missing.exitCode()).as("its preflight checks are made").isEqualTo(78);
    assertThat(said(missing)).contains("1 problem", "data");

    Files.createDirectory(directory.resolve("data"));
    JvmResult good = play(Map.of("SHOP_HTTP_PORT", "80"), "both", "--check-config");
    assertThat(good.exitCode()).isZero();
    assertThat(good.stdout()).isEqualTo("shop: the configuration is valid\n");
    assertThat(said(good)).isEmpty();

    JvmResult bad = play(Map.of("SOFTSTART_GRACE", "1"), "both", "--check-config");
    assertThat(bad.exitCode()).isEqualTo(78);
    assertThat(bad.stdout()).isEmpty();
    assertThat(said(bad)).contains("2 problems", "SOFTSTART_GRACE", "SHOP_HTTP_PORT is missing");

    JvmResult withoutSettings = play(Map.of(), "await only", "--check-config");
    assertThat(withoutSettings.exitCode()).isZero();
    assertThat(withoutSettings.stdout()).isEqualTo("shop: the configuration is valid\n");
  }

  @Test
  void nothingIsSaidWhereNothingIsWrong() {
    JvmResult result = play(Map.of("SHOP_PORT", "tcp://10.43.0.7:80"), "idle");

    assertThat(result.exitCode()).isZero();
    assertThat(said(result)).isEmpty();
    assertThat(result.stdout()).isEqualTo("serving\n");
  }
}
