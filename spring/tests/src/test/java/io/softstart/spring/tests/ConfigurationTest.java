package io.softstart.spring.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.spring.apps.bare.BareApplication;
import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.JvmResult;
import io.softstart.testkit.OutputLine;
import io.softstart.testkit.Ports;
import io.softstart.testkit.RunningJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator reads when the configuration is wrong, and what it may consist of. */
@OneJdk
class ConfigurationTest {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final String SECRET = "hunter2-hunter2";

  @TempDir private Path home;
  private ChildJvm application;

  @BeforeEach
  void setUp() {
    application =
        Application.of(BareApplication.class)
            .args("--spring.config.additional-location=" + home.toUri())
            .env("SPRING_DATASOURCE_PASWORD", SECRET);
  }

  private void yaml(String text) throws IOException {
    Files.writeString(home.resolve("application.yaml"), text);
  }

  private static JvmResult end(ChildJvm application) {
    try (RunningJvm running = application.start()) {
      JvmResult result = running.awaitExit(LIMIT);
      assertThat(result.stdout() + result.stderr()).doesNotContain(SECRET, "\tat ");
      return result;
    }
  }

  /** However it is wrapped. */
  private static String words(JvmResult result) {
    return result.stdout().replaceAll("\\s+", " ");
  }

  @Test
  void aFailureThatOnlyRepeatsTheLastPausesBeforeItsExit() throws IOException {
    yaml("softstart.dealine: 30s");
    ChildJvm remembering =
        application
            .env("SOFTSTART_STATE_DIR", home.toString())
            .env("SOFTSTART_RESTART_PAUSE", "30s");
    assertThat(end(remembering).stdout()).doesNotContain("pausing");
    try (RunningJvm second = remembering.start()) {
      OutputLine pausing = second.awaitLine("waiting 1 s before exiting", LIMIT);
      JvmResult result = second.awaitExit(LIMIT);
      assertThat(System.nanoTime() - pausing.at()).isGreaterThan(1_000_000_000);
      assertThat(result.stdout()).contains("APPLICATION FAILED TO START");
      assertThat(result.exitCode()).isEqualTo(78);
    }
  }

  @Test
  void everythingThatIsWrongIsOneFailureAnalysis() throws IOException {
    yaml(
        """
        softstart:
          dealine: 30s
          config:
            required: [PAYMENTS_KEY, payments.url]
          gates:
            billing:
              url: tcp://127.0.0.1:1
              topics: [orders]
            redis:
              min-replicas: none
            kafka:
              min-brokers: none
        spring:
          data.redis.host: 127.0.0.1
          kafka.bootstrap-servers: 127.0.0.1:1
        """);
    JvmResult result =
        end(application.env("PAYMENTS_KYE", SECRET).env("PAYMENTS_URL", "https://payments"));
    assertThat(result.exitCode()).isEqualTo(78);
    assertThat(words(result))
        .contains(
            "APPLICATION FAILED TO START",
            "Configuration: 5 problems",
            "PAYMENTS_KEY is missing",
            "PAYMENTS_KYE is set: rename it?",
            "softstart.gates.billing.topics does not fit this gate: it is for kafka: URLs",
            "softstart.gates.redis.min-replicas is \"none\", not a whole number",
            "softstart.gates.kafka.min-brokers is \"none\", not a whole number",
            "application.yaml] - 12:20",
            "softstart.dealine is unknown",
            "did you mean softstart.deadline?",
            "application.yaml] - 2:12",
            "Configuration: 1 warning",
            "SPRING_DATASOURCE_PASWORD is set, but no property is bound to it",
            "did you mean SPRING_DATASOURCE_PASSWORD?");
  }

  @Test
  void placeholdersWithoutAValueAreToldAtOnce() throws IOException {
    yaml(
        """
        softstart.state-dir: ${STATE}
        spring.datasource:
          url: jdbc:postgresql://${DB_HOST}/orders
          username: ${DB_USER:orders}
          password: ${DB_PASSWORD}
        payments.key: ${PAYMENTS_KEY}
        """);
    JvmResult result = end(application);
    assertThat(result.exitCode()).isEqualTo(78);
    assertThat(words(result))
        .contains(
            "Configuration: 1 problem",
            "softstart.state-dir has a placeholder without a value: ${STATE}",
            "spring.datasource.url has a placeholder without a value: ${DB_HOST}",
            "spring.datasource.password has a placeholder without a value: ${DB_PASSWORD}",
            "Configuration: 4 warnings",
            "payments.key has a placeholder without a value: ${PAYMENTS_KEY}");
  }

  @Test
  void aFileMaySayEverythingAndAVariableOverridesIt() throws IOException {
    yaml(
        """
        softstart:
          deadline: 10m
          state-dir: %1$s/state
          termination-message: %1$s/last-words
          gates:
            billing:
              url: tcp://127.0.0.1:%2$d
        """
            .formatted(home, Ports.free()));
    JvmResult result = end(application.env("SOFTSTART_DEADLINE", "1s"));
    assertThat(result.exitCode()).isEqualTo(69);
    assertThat(result.stdout())
        .contains(
            "APPLICATION FAILED TO START",
            "billing (REFUSED) is not ready. A restart helps once billing is ready",
            "SPRING_DATASOURCE_PASWORD is set, but no property is bound to it");
    assertThat(home.resolve("last-words")).content().contains("billing", "REFUSED");
    assertThat(home.resolve("state")).isNotEmptyDirectory();
  }
}
