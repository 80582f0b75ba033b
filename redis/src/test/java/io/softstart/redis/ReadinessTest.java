package io.softstart.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisLoadingException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.protocol.RedisHandshakeHandler;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.softstart.config.Secret;
import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Gate;
import io.softstart.gate.Probe;
import io.softstart.gate.TestAttempt;
import io.softstart.net.ServiceUrl;
import io.softstart.testkit.RedisCluster;
import io.softstart.testkit.RedisServer;
import io.softstart.trial.Trial;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What opens a gate, and what the application gets then. */
class ReadinessTest {
  private static final String SECRET = "app-password-1";
  private static final Duration LONG = Duration.ofSeconds(60);

  private static RedisProbe<RedisClient> probe(RedisServer server) {
    return RedisProbe.client(ServiceUrl.of(server.uri()));
  }

  private static <T> Gate<T> gate(Probe<T> probe) {
    return Gate.of("cache", probe);
  }

  /** Waits for a gate while something else happens; returns once an attempt has failed. */
  private static <T> CompletableFuture<Trial<T>> waiting(Gate<T> gate) throws Exception {
    CompletableFuture<Trial<T>> done = new CompletableFuture<>();
    CountDownLatch failed = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () -> {
              try {
                done.complete(Trial.of(gate, LONG, failed));
              } catch (RuntimeException | Error broken) {
                done.completeExceptionally(broken);
              }
            },
            "waiting");
    thread.setDaemon(true);
    thread.start();
    assertThat(failed.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(done).isNotDone();
    return done;
  }

  @Test
  void waitsWhileItLoadsWhereAnApplicationThatMerelyConnectsWouldBeWrong() throws Exception {
    try (RedisServer redis =
        RedisServer.builder()
            .setting("key-load-delay", "100")
            .setting("rdbcompression", "no")
            .build()) {
      redis.start();
      redis.fill(40_000);
      redis.command("SAVE");
      redis.kill();
      redis.startInBackground(Duration.ZERO);

      RedisClient naive = RedisClient.create(redis.uri());
      try {
        RedisCommands<String, String> connected = connected(naive).sync();
        assertThatThrownBy(() -> connected.get("key:1")).isInstanceOf(RedisLoadingException.class);
      } finally {
        naive.shutdown();
      }

      try (Trial<RedisClient> trial = Trial.of(gate(probe(redis)), LONG)) {
        assertThat(trial.get().connect().sync().get("key:40000")).endsWith("40000");
        assertThat(redis.usableAt()).isPresent();
        assertThat(trial.failures())
            .isNotEmpty()
            .allSatisfy(failure -> assertThat(failure.kind()).isEqualTo(FailureKind.STARTING))
            .anySatisfy(
                failure -> {
                  assertThat(failure.reason())
                      .containsPattern("loading its data.*, about \\d+ s left by its own estimate");
                  assertThat(failure.retryAfter()).isPresent();
                });
        trial.failures().forEach(failure -> System.out.println(failure.reason()));
      }
    }
  }

  private static io.lettuce.core.api.StatefulRedisConnection<String, String> connected(
      RedisClient client) throws InterruptedException {
    for (int i = 0; ; i++) {
      try {
        return client.connect();
      } catch (RuntimeException refused) {
        if (i == 500) {
          throw refused;
        }
        Thread.sleep(10);
      }
    }
  }

  @Test
  void opensOnceTheServersPasswordIsCorrected() throws Exception {
    try (RedisServer redis =
        RedisServer.builder().password("before-1").user("app on >before-2 ~* +@all").build()) {
      redis.start();
      Gate<RedisClient> byDefault =
          gate(RedisProbe.client(ServiceUrl.of(redis.uri()), "default", () -> Secret.of(SECRET)));
      CompletableFuture<Trial<RedisClient>> first = waiting(byDefault);
      redis.command("CONFIG", "SET", "requirepass", SECRET);
      try (Trial<RedisClient> trial = first.get(60, TimeUnit.SECONDS)) {
        assertThat(trial.get().connect().sync().ping()).isEqualTo("PONG");
        assertThat(trial.failures()).extracting(Failure::kind).containsOnly(FailureKind.DENIED);
      }

      String url = redis.uri().replace("://", "://app:" + SECRET + "@");
      CompletableFuture<Trial<RedisClient>> second =
          waiting(gate(RedisProbe.client(ServiceUrl.of(url))));
      redis.command("ACL", "SETUSER", "app", ">" + SECRET);
      try (Trial<RedisClient> trial = second.get(60, TimeUnit.SECONDS)) {
        assertThat(trial.get().connect().sync().ping()).isEqualTo("PONG");
        assertThat(trial.failures().toString()).contains("user app").doesNotContain(SECRET);
      }
    }
  }

  @Test
  void tellsWhyThereIsNoPassword() {
    try (RedisServer redis = RedisServer.builder().password(SECRET).build()) {
      redis.start();
      Failure failure =
          Trial.failure(
              RedisProbe.client(
                  ServiceUrl.of(redis.uri()),
                  "default",
                  () -> {
                    throw new IllegalStateException("the vault is sealed");
                  }));
      assertThat(failure.reason()).contains("the vault is sealed");
    }
  }

  @Test
  void oneAttemptLogsInOnceWhereLettuceWasTooLateForTheAnswer() throws Exception {
    AtomicInteger channels = new AtomicInteger();
    ClientResources resources =
        ClientResources.builder()
            .nettyCustomizer(
                new NettyCustomizer() {
                  @Override
                  public void afterChannelInitialized(Channel channel) {
                    if (channels.incrementAndGet() == 1) { // as a connection that is closed by then
                      channel.pipeline().remove(RedisHandshakeHandler.class);
                    }
                  }
                })
            .build();
    try (RedisServer redis = RedisServer.create()) {
      redis.start();
      RedisProbe<RedisClient> probe =
          RedisProbe.client(ServiceUrl.of(redis.uri())).resources(resources);
      TestAttempt attempt = TestAttempt.of(Duration.ofSeconds(20));
      assertThatThrownBy(() -> probe.open(attempt)).isInstanceOf(RedisConnectionException.class);
      for (AutoCloseable owned : attempt.owned()) {
        owned.close();
      }
      assertThat(channels).hasValue(1);
      assertThat(attempt.refusedLogins()).as("it may have been refused").isEqualTo(1);
    } finally {
      resources.shutdown(0, 0, TimeUnit.SECONDS).await();
    }
  }

  @Test
  void asksForThePasswordAnewForEachAttempt() throws Exception {
    try (RedisServer redis = RedisServer.builder().password(SECRET).build()) {
      redis.start();
      AtomicReference<String> password = new AtomicReference<>("old-password");
      CompletableFuture<Trial<RedisClient>> waiting =
          waiting(
              gate(
                  RedisProbe.client(
                      ServiceUrl.of(redis.uri()), "default", () -> Secret.of(password.get()))));
      password.set(SECRET);
      try (Trial<RedisClient> trial = waiting.get(60, TimeUnit.SECONDS)) {
        assertThat(trial.get().connect().sync().ping()).isEqualTo("PONG");
        assertThat(trial.failures()).extracting(Failure::kind).containsOnly(FailureKind.DENIED);
      }
    }
  }

  @Test
  void handsOverAClientWithTheApplicationsOwnSettings() {
    try (RedisServer redis = RedisServer.create()) {
      redis.start();
      RedisURI uri = RedisURI.create(redis.uri() + "/3");
      uri.setTimeout(Duration.ofSeconds(17));
      redis.command("SELECT", "0");
      try (Trial<RedisClient> trial = Trial.once(RedisProbe.client(uri).writable())) {
        var connection = trial.get().connect();
        assertThat(connection.getTimeout()).isEqualTo(Duration.ofSeconds(17));
        connection.sync().set("here", "in 3");
        assertThat(redis.command("INFO", "keyspace")).contains("db3:keys=1");
        assertThat(trial.get().getOptions().isAutoReconnect()).isTrue();
        assertThat(redis.command("INFO", "clients")).contains("connected_clients:2");
      }
    }
  }

  @Test
  void leavesAloneWhatBelongsToSomebodyElse() {
    try (RedisServer redis = RedisServer.create()) {
      redis.start();
      RedisClient existing = RedisClient.create(redis.uri());
      ClientResources resources = DefaultClientResources.create();
      try {
        try (Trial<RedisClient> trial = Trial.once(RedisProbe.client(existing))) {
          assertThat(trial.get()).isSameAs(existing);
        }
        assertThat(existing.connect().sync().ping()).isEqualTo("PONG");
        try (Trial<RedisClient> trial = Trial.once(probe(redis).resources(resources))) {
          assertThat(trial.get().getResources()).isSameAs(resources);
        }
        RedisClient other = RedisClient.create(resources, redis.uri());
        assertThat(other.connect().sync().ping()).isEqualTo("PONG");
        other.shutdown();
      } finally {
        existing.shutdown();
        resources.shutdown(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
      }
    }
  }

  @Test
  void waitsForKeysAndReplicas() throws Exception {
    try (RedisServer master = RedisServer.builder().room(1).build()) {
      master.start();
      CompletableFuture<Trial<RedisClient>> waiting =
          waiting(gate(probe(master).keyExists("seed").minReplicas(1)));
      try (RedisServer replica =
          RedisServer.builder()
              .beside(master)
              .setting("replicaof", "127.0.0.1 " + master.port())
              .build()) {
        replica.start();
        CompletableFuture<Trial<RedisClient>> promoted = waiting(gate(probe(replica).writable()));
        master.command("SET", "seed", "1");
        try (Trial<RedisClient> trial = waiting.get(60, TimeUnit.SECONDS)) {
          assertThat(trial.isOpen()).isTrue();
          assertThat(trial.failures()).extracting(Failure::kind).containsOnly(FailureKind.NOT_YET);
        }
        assertThat(promoted).isNotDone();
        replica.command("REPLICAOF", "NO", "ONE");
        try (Trial<RedisClient> trial = promoted.get(60, TimeUnit.SECONDS)) {
          assertThat(trial.isOpen()).isTrue();
          assertThat(trial.failures().toString()).contains("its role is replica");
        }
      }
    }
  }

  /** Lettuce looks at the cluster when it connects; the checks come later. */
  @Test
  void slotsThatWereAssignedSinceItConnectedAreKnownToTheClient() throws Exception {
    try (RedisCluster cluster = RedisCluster.of(3)) {
      cluster.start();
      TestAttempt attempt = TestAttempt.of(Duration.ofSeconds(30));
      ClusterSource source = new ClusterSource(Address.of(ServiceUrl.of(cluster.uri()), null));
      RedisClusterClient client = source.client(attempt, Settings.NONE);
      try (Session early = source.connect(client, attempt)) {
        cluster.assignSlots();
        new ClusterCheck(true).pass(early, attempt);
      }
      source.settle(client, List.of(new ClusterCheck(true)), attempt);
      var commands = client.connect().sync();
      for (int i = 0; i < 50; i++) { // on all nodes
        commands.set("key:" + i, "value");
      }
      for (AutoCloseable owned : attempt.owned()) {
        owned.close();
      }
    }
  }

  @Test
  void waitsForACluster() throws Exception {
    try (RedisCluster cluster = RedisCluster.of(3)) {
      cluster.start();
      CompletableFuture<Trial<RedisClusterClient>> waiting =
          waiting(gate(RedisProbe.cluster(ServiceUrl.of(cluster.uri())).clusterOk()));
      cluster.assignSlots();
      try (Trial<RedisClusterClient> trial = waiting.get(60, TimeUnit.SECONDS)) {
        assertThat(trial.failures().toString()).contains("of 16384 slots are served");
        var commands = trial.get().connect().sync();
        for (int i = 0; i < 50; i++) { // on all nodes
          commands.set("key:" + i, "value");
        }
        assertThat(commands.dbsize()).isEqualTo(50);
      }
    }
  }
}
