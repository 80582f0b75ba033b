package io.softstart.spring.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.spring.apps.bare.BareApplication;
import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.JvmResult;
import io.softstart.testkit.Ports;
import io.softstart.testkit.PostgresServer;
import io.softstart.testkit.RunningJvm;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An application that is asked something instead of being started makes no bean. */
@OneJdk
class CommandsTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static PostgresServer database;

  @BeforeAll
  static void prepare() {
    database = PostgresServer.create();
    database.prepare();
  }

  @AfterAll
  static void end() {
    database.close();
  }

  private static ChildJvm application(String url) {
    return Application.of(BareApplication.class)
        .env("SPRING_DATASOURCE_URL", url)
        .env("SPRING_DATASOURCE_USERNAME", database.user())
        .env("SPRING_DATASOURCE_PASSWORD", database.password());
  }

  private static JvmResult asked(ChildJvm application) {
    try (RunningJvm app = application.start()) {
      JvmResult result = app.awaitExit(LIMIT);
      System.out.println(result.stdout());
      assertThat(result.stdout())
          .doesNotContain(
              "Started ", "Starting BareApplication", "HikariPool", "APPLICATION FAILED");
      return result;
    }
  }

  @Test
  void anImageIsItsOwnInitContainer() {
    database.startInBackground(Duration.ofSeconds(4));
    JvmResult result = asked(application(database.jdbcUrl()).args("--await-gates"));
    assertThat(result.exitCode()).isZero();
    assertThat(result.stdout()).contains("datasource", "open after");

    JvmResult wrong =
        asked(
            application(database.jdbcUrl())
                .env("SPRING_DATASOURCE_PASSWORD", "guessed-wrongly")
                .env("SOFTSTART_GRACE", "1s")
                .args("--await-gates"));
    assertThat(wrong.exitCode()).isEqualTo(78);
    assertThat(wrong.stdout() + wrong.stderr())
        .contains("datasource", "DENIED", "exit code 78")
        .doesNotContain("guessed-wrongly");
  }

  @Test
  void aGateThatWasDerivedCountsLikeAnyOther() {
    String closed = "jdbc:postgresql://127.0.0.1:" + Ports.free() + "/app";
    JvmResult tried = asked(application(closed).args("--check-gates"));
    assertThat(tried.exitCode()).isEqualTo(69);
    assertThat(tried.stdout()).contains("datasource", "not open after", "REFUSED");

    JvmResult late =
        asked(
            application(closed)
                .env("SOFTSTART_COMMAND", "await-gates")
                .env("SOFTSTART_DEADLINE", "2s"));
    assertThat(late.exitCode()).isEqualTo(69);
    assertThat(late.stdout() + late.stderr()).contains("REFUSED", "exit code 69");
  }

  @Test
  void theConfigurationIsChecked() {
    String closed = "jdbc:postgresql://127.0.0.1:" + Ports.free() + "/app";
    JvmResult good = asked(application(closed).args("--check-config"));
    assertThat(good.exitCode()).isZero();
    assertThat(good.stdout()).contains("the configuration is valid");

    JvmResult bad = asked(application(closed).args("--check-config", "--softstart.deadline=soon"));
    assertThat(bad.exitCode()).isEqualTo(78);
    assertThat(bad.stdout() + bad.stderr()).contains("softstart.deadline");
  }
}
