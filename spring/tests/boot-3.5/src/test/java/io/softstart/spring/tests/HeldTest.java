package io.softstart.spring.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.spring.apps.bare.BareApplication;
import io.softstart.spring.apps.bare.BrokenApplication;
import io.softstart.spring.apps.field.DatabaseApplication;
import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.OutputLine;
import io.softstart.testkit.Ports;
import io.softstart.testkit.RunningJvm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * softstart.on-failure=hold keeps every kind of failed application alive, until somebody ends it.
 */
@Timeout(180)
@OneJdk
class HeldTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Duration AT_ONCE = Duration.ofSeconds(5);
  private static final String HELD = "held alive (SOFTSTART_ON_FAILURE=hold)";

  private final HttpClient http = HttpClient.newHttpClient();
  private int port;

  @Test
  void aNamedGateThatDoesNotOpen() throws Exception {
    ChildJvm program =
        held(BareApplication.class)
            .args("--softstart.gates.billing.url=tcp://127.0.0.1:" + Ports.free())
            .env("SOFTSTART_DEADLINE", "1s");
    try (RunningJvm app = program.start()) {
      app.awaitLine("billing is still closed", LIMIT);
      isShown(app, "billing");
      app.signal("HUP");
      assertThat(app.awaitExit(AT_ONCE).exitCode()).isEqualTo(69);
    }
  }

  @Test
  void theApplicationsOwnClientOfADatabaseThatIsNotThere() throws Exception {
    ChildJvm program =
        Application.withStarter(
                DatabaseApplication.class, new Application.Libraries("", "lettuce|kafka"))
            .env("SOFTSTART_ON_FAILURE", "hold")
            .env("SOFTSTART_STATUS_PORT", "0")
            .args("--spring.datasource.url=jdbc:postgresql://127.0.0.1:" + Ports.free() + "/app")
            .args("--field.eager=true")
            .env("SOFTSTART_DEADLINE", "2s");
    try (RunningJvm app = program.start()) {
      app.awaitLine("datasource is still closed", LIMIT);
      isShown(app, "datasource");
      app.signal("HUP");
      assertThat(app.awaitExit(AT_ONCE).exitCode()).isEqualTo(69);
    }
  }

  @Test
  void aPropertyOfOursThatIsWrongUntilItsFileChanges(@TempDir Path mounted) throws Exception {
    Path file =
        Files.writeString(mounted.resolve("application.properties"), "softstart.dealine=3s");
    ChildJvm program =
        held(BareApplication.class)
            .args("--spring.config.additional-location=file:" + mounted + "/");
    try (RunningJvm app = program.start()) {
      app.awaitLine(HELD, LIMIT);
      isShown(app, "softstart.dealine is unknown");
      Files.writeString(file, "softstart.deadline=3s");
      assertThat(app.awaitExit(LIMIT).exitCode()).isEqualTo(78);
    }
  }

  @Test
  void aPropertyOfSpringsThatCannotBeBoundUntilSigterm() throws Exception {
    try (RunningJvm app =
        held(BareApplication.class).args("--spring.main.banner-mode=loud").start()) {
      app.awaitLine(HELD, LIMIT);
      isShown(app, "Banner.Mode");
      assertThat(app.stdout()).contains("APPLICATION FAILED TO START");
      app.signal("TERM");
      assertThat(app.awaitExit(AT_ONCE).exitCode()).isEqualTo(143);
    }
  }

  @Test
  void aBeanThatCannotBeMadeUntilSighup() throws Exception {
    try (RunningJvm app = held(BrokenApplication.class).start()) {
      app.awaitLine(HELD, LIMIT);
      isShown(app, "no licence");
      app.signal("HUP");
      assertThat(app.awaitExit(AT_ONCE).exitCode()).isEqualTo(1); // as without us
    }
  }

  private static ChildJvm held(Class<?> main) {
    return Application.of(main)
        .env("SOFTSTART_ON_FAILURE", "hold")
        .env("SOFTSTART_STATUS_PORT", "0");
  }

  private void isShown(RunningJvm app, String words) throws IOException, InterruptedException {
    OutputLine line = app.awaitLine("the status is shown on http://127.0.0.1:", LIMIT);
    port = Integer.parseInt(line.text().replaceAll(".*:(\\d+)/.*", "$1"));
    assertThat(get("/livez").statusCode()).isEqualTo(200);
    assertThat(get("/readyz").statusCode()).isEqualTo(503);
    assertThat(get("/status").body()).contains(words);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
