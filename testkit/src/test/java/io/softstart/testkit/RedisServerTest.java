package io.softstart.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RedisServerTest {
  @Test
  void keepsWhatWasSavedThroughARestart() {
    try (RedisServer redis = RedisServer.builder().password("s3cret \"x\"").build()) {
      redis.start();
      redis.fill(10);
      assertThat(redis.command("SAVE")).isEqualTo("OK");
      redis.stop();
      assertThat(redis.isRunning()).isFalse();
      redis.start();
      assertThat(redis.command("DBSIZE")).isEqualTo("10");
      assertThat(redis.command("AUTH", "default", "s3cret \"x\"")).isEqualTo("OK");
      assertThatThrownBy(() -> redis.command("AUTH", "default", "wrong"))
          .isInstanceOf(TestkitException.class)
          .hasMessageContaining("WRONGPASS");
    }
  }

  @Test
  void isLateAndKnowsWhenItWasUsable() {
    try (RedisServer redis = RedisServer.create()) {
      redis.prepare();
      long begun = System.nanoTime();
      redis.startInBackground(Duration.ofMillis(700));
      long usable = redis.awaitUsable(Duration.ofSeconds(30));
      assertThat(usable - begun).isGreaterThanOrEqualTo(700_000_000);
      redis.kill();
      assertThat(redis.isRunning()).isFalse();
    }
  }

  @Test
  void isNotUsableWhileItLoads() {
    RedisServer.Builder slow =
        RedisServer.builder().setting("key-load-delay", "100").setting("rdbcompression", "no");
    try (RedisServer redis = slow.build()) {
      redis.start();
      redis.fill(20_000);
      redis.command("SAVE");
      redis.kill();
      long begun = System.nanoTime();
      redis.start();
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofSeconds(2));
    }
  }

  @Test
  void speaksTls() {
    TlsFiles files = TlsFiles.issuedFor("localhost", "127.0.0.1");
    assertThat(files.key()).startsWith("-----BEGIN PRIVATE KEY");
    try (RedisServer redis = RedisServer.builder().tls(files).build()) {
      redis.start();
      assertThat(redis.uri()).startsWith("rediss://");
      assertThat(redis.command("PING")).isEqualTo("PONG");
    }
  }

  @Test
  void hasReplicas() {
    try (RedisServer master = RedisServer.builder().room(1).build()) {
      master.start();
      RedisServer.Builder second =
          RedisServer.builder().beside(master).setting("replicaof", "127.0.0.1 " + master.port());
      try (RedisServer replica = second.build()) {
        replica.start();
        assertThat(replica.command("ROLE")).startsWith("slave");
        assertThat(
                Poll.until(
                    Duration.ofSeconds(20),
                    () -> master.command("INFO", "replication").contains("state=online")))
            .as(replica.log())
            .isTrue();
      }
      assertThatThrownBy(() -> RedisServer.builder().beside(master).build())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("room");
    }
  }

  @Test
  void isAClusterOnlyOnceItHasSlots() {
    try (RedisCluster cluster = RedisCluster.of(3)) {
      cluster.start();
      RedisServer first = cluster.nodes().get(0);
      assertThatThrownBy(() -> first.command("GET", "key"))
          .isInstanceOf(TestkitException.class)
          .hasMessageContaining("CLUSTERDOWN");
      cluster.assignSlots();
      assertThat(first.command("CLUSTER", "INFO")).contains("cluster_slots_ok:16384");
    }
  }
}
