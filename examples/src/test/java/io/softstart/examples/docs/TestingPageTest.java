package io.softstart.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariDataSource;
import io.softstart.Startup;
import io.softstart.StartupException;
import io.softstart.StartupOptions;
import io.softstart.config.ConfigProblem;
import io.softstart.config.ConfigReader;
import io.softstart.config.ConfigResult;
import io.softstart.config.ConfigSources;
import io.softstart.config.Secret;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Attempt;
import io.softstart.gate.Backoff;
import io.softstart.gate.Gate;
import io.softstart.gate.GateStatus.State;
import io.softstart.gate.Probe;
import io.softstart.jdbc.JdbcProbe;
import io.softstart.net.ServiceUrl;
import io.softstart.test.FaultyPort;
import io.softstart.test.GateTrial;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The code of docs/testing.md. */
class TestingPageTest {
  record SearchConfig(ServiceUrl url, Secret token, Duration timeout) {
    static SearchConfig read(ConfigReader env) {
      return new SearchConfig(
          env.url("SEARCH_URL").schemes("http", "https").required(),
          env.secret("SEARCH_TOKEN").minLength(8).required(),
          env.duration("SEARCH_TIMEOUT").orElse(Duration.ofSeconds(2)));
    }
  }

  record SearchProbe(URI health) implements Probe<HttpClient> {
    @Override
    public HttpClient open(Attempt attempt) throws Exception {
      HttpClient client = HttpClient.newHttpClient();
      HttpRequest request = HttpRequest.newBuilder(health).timeout(attempt.remaining()).build();
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      if (!answer.body().contains("green")) {
        throw attempt.notYet("the cluster says " + answer.body());
      }
      return client;
    }
  }

  @Test
  void readsItsSettings() {
    ConfigResult<SearchConfig> result =
        ConfigReader.read(
            List.of(
                ConfigSources.of(
                    "test",
                    Map.of("SEARCH_URL", "http://search:9200", "SEARCH_TOKEN", "s3cr3t-token"))),
            SearchConfig::read);

    assertThat(result.problems()).isEmpty();
    assertThat(result.value().orElseThrow().timeout()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void namesWhatIsMissing() {
    ConfigResult<SearchConfig> result =
        ConfigReader.read(
            List.of(ConfigSources.of("test", Map.of("SEARCH_TOKEN", "short"))), SearchConfig::read);

    assertThat(result.problems())
        .extracting(ConfigProblem::key)
        .containsExactly("SEARCH_URL", "SEARCH_TOKEN");
  }

  @Test
  void waitsUntilTheClusterIsGreen() {
    try (FaultyPort port = FaultyPort.answering(200, "yellow")) {
      SearchProbe probe = new SearchProbe(URI.create("http://" + port.address() + "/health"));

      assertThat(GateTrial.once(probe).failure().reason()).isEqualTo("the cluster says yellow");
      port.answer(200, "green");
      assertThat(GateTrial.once(probe).isOpen()).isTrue();
    }
  }

  @Test
  void toleratesBrokenServers() {
    try (FaultyPort port = FaultyPort.refusing()) {
      SearchProbe probe = new SearchProbe(URI.create("http://" + port.address() + "/health"));

      assertThat(GateTrial.once(probe).failure().kind()).isEqualTo(FailureKind.REFUSED);
      port.hang();
      assertThat(GateTrial.once(probe, Duration.ofSeconds(1)).failure().kind())
          .isEqualTo(FailureKind.TIMED_OUT);
    }
  }

  @Test
  void retriesAtTheIntervalsOfOurContract() {
    Probe<Void> refused =
        attempt -> {
          throw attempt.notYet("no index");
        };
    Gate<Void> search =
        Gate.of("search", refused)
            .backoff(Backoff.exponential(Duration.ofSeconds(2), 2, Duration.ofSeconds(10)));

    GateTrial<Void> trial = GateTrial.run(search, Duration.ofHours(1));

    assertThat(trial.status().state()).isEqualTo(State.FAILED);
    assertThat(trial.pauses())
        .startsWith(Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8));
  }

  @Test
  void startsBeforeItsDatabase() throws Exception {
    assumeTrue(!"embedded".equals(System.getenv("SOFTSTART_TEST_SERVERS")), "without Docker");
    assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "no Docker here");
    int port;
    try (FaultyPort reserved = FaultyPort.refusing()) {
      port = reserved.port();
    }
    try (PostgreSQLContainer postgres = new PostgreSQLContainer("postgres:18")) {
      postgres.setPortBindings(List.of(port + ":5432"));
      CompletableFuture.runAsync(
          postgres::start, CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS));

      Startup startup = Startup.begin(StartupOptions.of("tickets").embedded());
      Gate<HikariDataSource> db =
          Gate.of(
              "db",
              JdbcProbe.pool(
                  ServiceUrl.of("jdbc:postgresql://localhost:" + port + "/test"),
                  "test",
                  Secret.of("test")));
      try (HikariDataSource pool = startup.await(db).get(db);
          Connection connection = pool.getConnection()) {
        assertThat(connection.isValid(1)).isTrue();
      } finally {
        startup.close();
      }
    }
  }

  @Test
  void endsWithTheRightExitCode() {
    Startup startup = Startup.begin(StartupOptions.of("tickets").embedded());

    assertThatThrownBy(() -> startup.configure(SearchConfig::read))
        .isInstanceOfSatisfying(
            StartupException.class,
            failure -> {
              assertThat(failure.exitCode()).isEqualTo(78);
              assertThat(failure.report()).contains("SEARCH_URL is missing");
            });
  }
}
