package io.softstart.redis;

import static io.softstart.diagnosis.FailureKind.REFUSED;
import static io.softstart.diagnosis.FailureKind.TIMED_OUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.cluster.RedisClusterClient;
import io.softstart.diagnosis.Failure;
import io.softstart.gate.Gate;
import io.softstart.net.ServiceUrl;
import io.softstart.testkit.Behaviour;
import io.softstart.testkit.FaultyServer;
import io.softstart.testkit.Ports;
import io.softstart.testkit.RedisCluster;
import io.softstart.testkit.RedisServer;
import io.softstart.testkit.ServerBackend;
import io.softstart.trial.Trial;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Some of several sentinels or seeds are sick, or send their clients where nothing answers. */
class SeveralServersTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SOON = Duration.ofSeconds(15);

  private static RedisServer master;
  private static RedisServer sentinel;

  @BeforeAll
  static void start() {
    master = RedisServer.builder().room(1).build();
    master.start();
    sentinel = RedisServer.builder().beside(master).sentinelOf("m", master).build();
    sentinel.start();
  }

  @AfterAll
  static void stop() {
    sentinel.close();
    master.close();
  }

  private static List<Behaviour> sick() {
    return List.of(
        Behaviour.hang(),
        Behaviour.unreachable(),
        Behaviour.close(),
        Behaviour.reset(),
        Behaviour.refuse(),
        Behaviour.http(200, "ok"),
        Behaviour.proxyTo("127.0.0.1", Ports.free()));
  }

  @Test
  void opensThroughTheThirdSentinelWhereTwoHang() {
    try (FaultyServer first = FaultyServer.with(Behaviour.hang());
        FaultyServer second = FaultyServer.with(Behaviour.hang())) {
      assertOpens(sentinels(first.port(), second.port(), sentinel.port()));
    }
  }

  @Test
  void opensThroughTheSecondSentinelWhateverTheFirstDoes() {
    for (Behaviour sick : sick()) {
      try (FaultyServer first = FaultyServer.with(sick)) {
        assertOpens(sentinels(first.port(), sentinel.port()));
      }
    }
  }

  @Test
  void opensThroughTheSecondSeedOfAClusterWhateverTheFirstDoes() {
    try (RedisCluster cluster = RedisCluster.of(3)) {
      cluster.start();
      cluster.assignSlots();
      for (Behaviour sick : sick()) {
        try (FaultyServer first = FaultyServer.with(sick)) {
          String url = "redis://127.0.0.1:" + first.port() + "," + cluster.uri().substring(8);
          long begun = System.nanoTime();
          Gate<RedisClusterClient> gate = Gate.of("cache", RedisProbe.cluster(ServiceUrl.of(url)));
          try (Trial<RedisClusterClient> trial = Trial.of(gate, LONG)) {
            assertThat(trial.isOpen()).as(() -> sick + " " + trial.failures()).isTrue();
            told(sick + " seed", begun);
            assertThat(trial.get().connect().sync().ping()).isEqualTo("PONG");
          }
        }
      }
    }
  }

  @Test
  void aSentinelThatMayStillComeIsWaitedForThoughAnotherIsAWebServer() {
    try (FaultyServer web = FaultyServer.with(Behaviour.readSome().thenSend("HTTP/1.1 400 Bad"));
        FaultyServer down = FaultyServer.with(Behaviour.refuse())) {
      String url = sentinels(web.port(), down.port());
      Failure failure = Trial.failure(RedisProbe.client(ServiceUrl.of(url)));
      assertThat(failure.kind()).isEqualTo(REFUSED);
      assertThat(failure.reason())
          .contains("127.0.0.1:" + web.port() + " speaks another protocol")
          .contains("127.0.0.1:" + down.port() + " is closed");
    }
  }

  @Test
  void aSentinelThatHangsBehindAGoodOneCostsLittle() {
    try (FaultyServer hangs = FaultyServer.with(Behaviour.hang())) {
      String url = sentinels(sentinel.port(), hangs.port());
      Gate<RedisClient> gate =
          Gate.<RedisClient>of("cache", RedisProbe.client(ServiceUrl.of(url))).attemptTimeout(LONG);
      long begun = System.nanoTime();
      try (Trial<RedisClient> trial = Trial.of(gate, LONG)) {
        assertThat(trial.isOpen()).as(() -> "opens; " + trial.failures()).isTrue();
        told("hangs behind a good one", begun);
      }
    }
  }

  private static void assertOpens(String url) {
    long begun = System.nanoTime();
    Gate<RedisClient> gate = Gate.of("cache", RedisProbe.client(ServiceUrl.of(url)));
    try (Trial<RedisClient> trial = Trial.of(gate, LONG)) {
      assertThat(trial.isOpen()).as(() -> "opens; " + trial.failures()).isTrue();
      told(url, begun);
      assertThat(trial.get().connect().sync().ping()).isEqualTo("PONG");
    }
  }

  private static void told(String what, long begun) {
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    System.out.println(what + " opened after " + took.toMillis() + " ms");
    assertThat(took).isLessThan(SOON);
  }

  private static String sentinels(int... ports) {
    StringBuilder all = new StringBuilder();
    for (int port : ports) {
      all.append(all.length() == 0 ? "" : ",").append("127.0.0.1:").append(port);
    }
    return "redis-sentinel://" + all + "/0#m";
  }

  @Test
  void theMasterThatIsClosedIsNamedAndNotTheSentinel() {
    // containers share a network, which ends with the first of them
    ServerBackend local = ServerBackend.EMBEDDED;
    try (RedisServer gone = RedisServer.builder().backend(local).room(1).build()) {
      gone.start();
      int dead = gone.port();
      try (RedisServer names =
          RedisServer.builder().backend(local).beside(gone).sentinelOf("m", gone).build()) {
        names.start();
        gone.stop();
        Failure failure = Trial.failure(RedisProbe.client(ServiceUrl.of(sentinels(names.port()))));
        assertThat(failure.kind()).isEqualTo(REFUSED);
        assertThat(failure.reason()).contains("send their clients", "127.0.0.1:" + dead);
        assertThat(failure.action()).contains("replica-announce-ip");
      }
    }
  }

  @Test
  void theMasterThatHangsIsNamedAndNotTheSentinel() {
    try (RedisServer hung = RedisServer.builder().room(1).build()) {
      hung.start();
      try (RedisServer names = RedisServer.builder().beside(hung).sentinelOf("m", hung).build()) {
        names.start();
        hung.pause();
        Failure failure = Trial.failure(RedisProbe.client(ServiceUrl.of(sentinels(names.port()))));
        assertThat(failure.kind()).isEqualTo(TIMED_OUT);
        assertThat(failure.reason()).contains("send their clients", "127.0.0.1:" + hung.port());
        hung.resume();
      }
    }
  }
}
