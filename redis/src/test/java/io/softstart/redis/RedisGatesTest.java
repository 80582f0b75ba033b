package io.softstart.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.softstart.Startup;
import io.softstart.StartupException;
import io.softstart.StartupOptions;
import io.softstart.config.ConfigSource;
import io.softstart.config.ConfigSources;
import io.softstart.gate.AnyGate;
import io.softstart.gate.GateStatus;
import io.softstart.probe.Gates;
import io.softstart.testkit.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gates that no code names, on a real Redis. */
class RedisGatesTest {
  private static final String PASSWORD = "app-password";

  private static RedisServer redis;
  private static String url;

  @BeforeAll
  static void start() {
    redis = RedisServer.builder().password(PASSWORD).build();
    redis.start();
    redis.command("SET", "seed", "1");
    url = redis.uri().replace("://", "://:" + PASSWORD + "@") + "/0";
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @AfterEach
  void keepsNothing() throws InterruptedException {
    for (int i = 0; i < 500 && clients() > 1; i++) {
      Thread.sleep(20);
    }
    assertThat(clients()).as("but the kit's own").isEqualTo(1);
  }

  private static long clients() {
    return InfoReply.number(redis.command("INFO", "clients"), "connected_clients").orElseThrow();
  }

  private static GateStatus await(AnyGate<?>... gates) {
    return await(StartupOptions.of("urls"), gates);
  }

  private static GateStatus await(StartupOptions options, AnyGate<?>... gates) {
    try (Closed closed =
        new Closed(Startup.begin(options.embedded().deadline(Duration.ofSeconds(30))))) {
      try {
        closed.startup.await(gates);
      } catch (StartupException failed) {
        assertThat(failed.report()).doesNotContain(PASSWORD);
      }
      return closed.startup.report().gates().get(0);
    }
  }

  private record Closed(Startup startup) implements AutoCloseable {
    @Override
    public void close() {
      startup.close();
    }
  }

  @Test
  void connectsAndLeavesAgain() {
    GateStatus status =
        await(
            Gates.fromUrl("cache", url + "?softstart.key=seed&softstart.writable=true&timeout=5s"));
    assertThat(status.state()).isEqualTo(GateStatus.State.OPEN);
    assertThat(status.target().orElseThrow().toString()).isEqualTo(redis.uri() + "/0");
    assertThat(clients()).isEqualTo(1);
  }

  @Test
  void accountInTheOptions(@TempDir Path dir) throws IOException {
    Path secret = Files.writeString(dir.resolve("secret"), PASSWORD + "\n");
    String user =
        redis.uri() + "?softstart.success-threshold=2&softstart.user=default&softstart.password";
    assertThat(await(Gates.fromUrl("cache", user + "=" + PASSWORD)).state())
        .isEqualTo(GateStatus.State.OPEN);
    assertThat(await(Gates.fromUrl("cache", user + "_FILE=" + secret)).state())
        .isEqualTo(GateStatus.State.OPEN);
  }

  @Test
  void checksAreMade() {
    for (String option : List.of("key=missing", "min-replicas=1")) {
      GateStatus status =
          await(Gates.fromUrl("cache", url + "?softstart.deadline=2s&softstart." + option));
      assertThat(status.state()).as(option).isEqualTo(GateStatus.State.FAILED);
      assertThat(status.lastFailure().orElseThrow().kind().name()).isEqualTo("NOT_YET");
    }
    GateStatus cluster =
        await(Gates.fromUrl("cache", url + "?softstart.deadline=2s&softstart.cluster-ok=true"));
    assertThat(cluster.lastFailure().orElseThrow().reason()).contains("is no cluster");
  }

  @Test
  void operatorsGate() {
    ConfigSource operator =
        ConfigSources.of(
            "test",
            Map.of(
                "SOFTSTART_WAIT_FOR", "cache=" + url + "?softstart.deadline=2s&softstart.key=no"));
    GateStatus status = await(StartupOptions.of("urls").sources(operator));
    assertThat(status.name()).isEqualTo("cache");
    assertThat(status.lastFailure().orElseThrow().reason()).contains("key no is not there");
  }

  @Test
  void optionsStandBehindASentinelsMaster() {
    GateStatus status =
        await(
            Gates.fromUrl(
                "cache",
                redis.uri().replace("redis:", "redis-sentinel:")
                    + "/0#orders?softstart.deadline=2s&softstart.password="
                    + PASSWORD));
    assertThat(status.lastFailure().orElseThrow().reason()).contains("wants a password");
  }

  @Test
  void mistakesAreToldWithoutTheUrl() {
    assertMistake("redis://:S3CRET@h?softstart.wriable=true", "softstart.wriable");
    assertMistake("redis://:S3CRET@h?softstart.min-replicas=0", "min-replicas");
    assertMistake("redis://:S3CRET@h/orders", "number of a database");
    assertMistake("redis-sentinel://:S3CRET@h", "which master");
  }

  private static void assertMistake(String mistaken, String told) {
    assertThatThrownBy(() -> Gates.fromUrl("cache", mistaken))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(told)
        .hasMessageNotContaining("S3CRET");
  }
}
