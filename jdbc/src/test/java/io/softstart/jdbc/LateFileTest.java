package io.softstart.jdbc;

import static io.softstart.diagnosis.FailureKind.MISSING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.softstart.InvalidConfigException;
import io.softstart.Startup;
import io.softstart.StartupOptions;
import io.softstart.config.ConfigSources;
import io.softstart.config.Secret;
import io.softstart.gate.Gate;
import io.softstart.net.ServiceUrl;
import io.softstart.testkit.PostgresServer;
import io.softstart.testkit.TlsFiles;
import io.softstart.trial.Trial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that a sidecar writes some seconds after the start. */
class LateFileTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private static void later(Path file, String text) {
    CompletableFuture.runAsync(
        () -> {
          try {
            Files.writeString(file, text);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        CompletableFuture.delayedExecutor(3, TimeUnit.SECONDS));
  }

  private static Startup startup(Path file, Duration grace) {
    return Startup.begin(
        StartupOptions.of("late-file")
            .embedded()
            .grace(grace)
            .sources(ConfigSources.of("test", Map.of("DB_PASSWORD_FILE", file.toString()))));
  }

  @Test
  void aPasswordFileThatASidecarWritesIsWaitedFor(@TempDir Path home) {
    Path file = home.resolve("pw");
    later(file, "s3cr3t-of-the-sidecar\n");
    Startup startup = startup(file, Duration.ofSeconds(30));
    Secret read = startup.configure(env -> env.secret("DB_PASSWORD").required());
    assertThat(read.reveal()).isEqualTo("s3cr3t-of-the-sidecar");
    startup.close();
  }

  @Test
  void aPasswordFileThatNeverComesEndsTheStartWhenTheGraceIsOver(@TempDir Path home) {
    long begun = System.nanoTime();
    Startup startup = startup(home.resolve("pw"), Duration.ofSeconds(2));
    assertThatThrownBy(() -> startup.configure(env -> env.secret("DB_PASSWORD").required()))
        .isInstanceOf(InvalidConfigException.class);
    startup.close();
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(10));
  }

  @Test
  void aSecondProblemEndsTheStartAtOnce(@TempDir Path home) {
    long begun = System.nanoTime();
    Startup startup = startup(home.resolve("pw"), Duration.ofSeconds(30));
    assertThatThrownBy(
            () ->
                startup.configure(
                    env -> {
                      env.string("NOT_SET").required();
                      return env.secret("DB_PASSWORD").required();
                    }))
        .isInstanceOf(InvalidConfigException.class);
    startup.close();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void aCertificateThatASidecarWritesIsWaitedFor(@TempDir Path home) throws Exception {
    try (TlsFiles files = TlsFiles.issuedFor("localhost", "127.0.0.1");
        PostgresServer postgres = PostgresServer.create()) {
      postgres.start();
      postgres.tls(files);
      Path authority = home.resolve("ca.pem");
      String url = postgres.jdbcUrl() + "?sslmode=verify-full&sslrootcert=" + authority;
      later(authority, files.authority());
      Gate<HikariDataSource> gate =
          Gate.of(
              "db",
              JdbcProbe.pool(ServiceUrl.of(url), postgres.user(), Secret.of(postgres.password())));
      try (Trial<HikariDataSource> trial = Trial.of(gate, LONG)) {
        assertThat(trial.isOpen()).as(() -> "opens; " + trial.failures()).isTrue();
        assertThat(trial.failures())
            .isNotEmpty()
            .allSatisfy(
                failure -> {
                  assertThat(failure.kind()).isEqualTo(MISSING);
                  assertThat(failure.action()).contains("may still come");
                });
      }
    }
  }
}
