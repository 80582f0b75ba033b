package io.softstart.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.GateStatus;
import io.softstart.testkit.RedisCluster;
import io.softstart.testkit.RedisServer;
import io.softstart.testkit.TlsFiles;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.data.redis.RedisAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * The gate of {@code spring.data.redis.*} on real servers. Where it opens, Spring's own connection
 * works with the same properties.
 */
class RedisConnectionsTest {
  private static final String SECRET = "S3cr3t-p4zz#w0rt";
  private static final String WRONG = "wr0ng-p4zz#w0rt";

  private static void assertOpens(Read read) throws Exception {
    GateStatus gate = Awaited.gate(read);
    assertThat(gate.state()).as(gate.toString()).isEqualTo(GateStatus.State.OPEN);
    assertThat(
            Awaited.inSpring(
                read,
                context -> {
                  try (RedisConnection connection =
                      context.getBean(RedisConnectionFactory.class).getConnection()) {
                    return connection.ping();
                  }
                },
                SslAutoConfiguration.class,
                RedisAutoConfiguration.class))
        .isEqualTo("PONG");
  }

  private static void assertFailsAtOnce(Read read, FailureKind kind, String inReason) {
    GateStatus gate = Awaited.failsAtOnce(read, kind, inReason);
    assertThat(gate.toString()).doesNotContain(SECRET, WRONG, "p4zz");
  }

  private static Read at(RedisServer server, Object... more) {
    return Read.file(
            "spring.data.redis.host", server.host(),
            "spring.data.redis.port", server.port())
        .also(more);
  }

  @Test
  void logins() throws Exception {
    try (RedisServer redis =
        RedisServer.builder()
            .password("of-the-default-user")
            .user("app on >" + SECRET + " ~* +@all")
            .build()) {
      redis.start();
      assertOpens(
          at(redis, "spring.data.redis.username", "app", "spring.data.redis.password", SECRET));
      assertOpens(at(redis, "spring.data.redis.password", "of-the-default-user"));
      assertFailsAtOnce(
          at(redis, "spring.data.redis.username", "app", "spring.data.redis.password", WRONG),
          FailureKind.DENIED,
          "user app");
      assertFailsAtOnce(at(redis), FailureKind.DENIED, "wants a password");
    }
  }

  /** In Spring its login and its database win over those beside it. */
  @Test
  void urls() throws Exception {
    try (RedisServer redis =
        RedisServer.builder()
            .password("of-the-default-user")
            .user("app on >" + SECRET + " ~* +@all")
            .build()) {
      redis.start();
      String url = redis.uri().replace("://", "://app:" + SECRET.replace("#", "%23") + "@");
      assertOpens(
          at(
              redis,
              "spring.data.redis.url",
              url + "/3",
              "spring.data.redis.password",
              WRONG,
              "spring.data.redis.database",
              "99"));
      assertFailsAtOnce(
          at(redis, "spring.data.redis.url", url + "/99"), FailureKind.REJECTED, "no database 99");
    }
  }

  @Test
  void tls() throws Exception {
    try (TlsFiles files = TlsFiles.issuedFor("127.0.0.1");
        TlsFiles others = TlsFiles.issuedFor("127.0.0.1");
        RedisServer redis =
            RedisServer.builder().tls(files).setting("tls-protocols", "TLSv1.3").build()) {
      redis.start();
      assertOpens(trusting(redis, files));
      assertOpens(
          at(
              redis,
              "spring.ssl.bundle.jks.cache.truststore.location",
              files.trustStore().toUri().toString(),
              "spring.ssl.bundle.jks.cache.truststore.password",
              files.password(),
              "spring.ssl.bundle.jks.cache.truststore.type",
              "PKCS12",
              "spring.data.redis.ssl.bundle",
              "cache",
              "spring.data.redis.ssl.enabled",
              "true"));
      assertFailsAtOnce(trusting(redis, others), FailureKind.UNTRUSTED, "another authority");
      assertFailsAtOnce(
          at(redis, "spring.data.redis.ssl.enabled", "true"), FailureKind.UNTRUSTED, "not trusted");
      assertFailsAtOnce(
          at(redis, pem(files))
              .also(
                  "spring.data.redis.ssl.bundle",
                  "cache",
                  "spring.ssl.bundle.pem.cache.options.enabled-protocols",
                  "TLSv1.2"),
          FailureKind.UNTRUSTED,
          "TLS");
      assertFailsAtOnce(
          at(redis, "spring.data.redis.ssl.bundle", "cache"),
          FailureKind.MISCONFIGURED,
          "no bundle named cache");
    }
  }

  @Test
  void clientCertificates() throws Exception {
    try (TlsFiles files = TlsFiles.issuedFor("127.0.0.1");
        TlsFiles others = TlsFiles.issuedFor("127.0.0.1");
        RedisServer redis =
            RedisServer.builder().tls(files).setting("tls-auth-clients", "optional").build()) {
      redis.start();
      redis.command("CONFIG", "SET", "tls-auth-clients", "yes"); // else the test cannot go in
      assertOpens(trusting(redis, files).also(key(files)));
      assertFailsAtOnce(
          trusting(redis, files), FailureKind.UNTRUSTED, "wants a client certificate");
      assertFailsAtOnce(
          trusting(redis, files).also(key(others)),
          FailureKind.UNTRUSTED,
          "wants a client certificate");
    }
  }

  private static Read trusting(RedisServer redis, TlsFiles files) {
    return at(redis, pem(files)).also("spring.data.redis.ssl.bundle", "cache");
  }

  private static Object[] key(TlsFiles files) {
    return new Object[] {
      "spring.ssl.bundle.pem.cache.keystore.certificate", files.certificate(),
      "spring.ssl.bundle.pem.cache.keystore.private-key", files.key()
    };
  }

  /** As for Spring: it is switched on by the bundle's name, unless it is switched off. */
  @Test
  void tlsThatIsSwitchedOff() throws Exception {
    try (TlsFiles files = TlsFiles.issuedFor("127.0.0.1");
        RedisServer redis = RedisServer.create()) {
      redis.start();
      assertOpens(
          at(redis, pem(files))
              .also(
                  "spring.data.redis.ssl.bundle",
                  "cache",
                  "spring.data.redis.ssl.enabled",
                  "false"));
    }
  }

  private static Object[] pem(TlsFiles files) {
    return new Object[] {"spring.ssl.bundle.pem.cache.truststore.certificate", files.authority()};
  }

  /** A database that is named counts for nothing there, as in Spring. */
  @Test
  void cluster() throws Exception {
    try (RedisCluster cluster = RedisCluster.of(3)) {
      Read read =
          Read.file(
              "spring.data.redis.cluster.nodes",
              cluster.nodes().stream()
                  .map(node -> node.host() + ":" + node.port())
                  .collect(Collectors.joining(",")),
              "spring.data.redis.database",
              "3");
      cluster.start();
      GateStatus early = Awaited.gate(read, Duration.ofSeconds(4));
      assertThat(early.state()).isEqualTo(GateStatus.State.FAILED);
      assertThat(early.lastFailure().orElseThrow().reason()).contains("16384 slots");
      cluster.assignSlots();
      assertOpens(read);
    }
  }

  @Test
  void sentinel() throws Exception {
    try (RedisServer master =
            RedisServer.builder().room(1).user("app on >" + SECRET + " ~* +@all").build();
        RedisServer sentinel =
            RedisServer.builder()
                .beside(master)
                .sentinelOf("orders", master)
                .password("of-the-sentinel")
                .build()) {
      master.start();
      sentinel.start();
      assertOpens(led(sentinel, "orders", "of-the-sentinel", SECRET));
      assertFailsAtOnce(
          led(sentinel, "shop", "of-the-sentinel", SECRET), FailureKind.MISSING, "no master");
      assertFailsAtOnce(
          led(sentinel, "orders", "of-the-sentinel", WRONG), FailureKind.DENIED, "user app");
      assertFailsAtOnce(led(sentinel, "orders", WRONG, SECRET), FailureKind.DENIED, "password");
    }
  }

  private static Read led(RedisServer sentinel, String master, String ofSentinel, String password) {
    return Read.file(
        "spring.data.redis.sentinel.nodes", sentinel.host() + ":" + sentinel.port(),
        "spring.data.redis.sentinel.master", master,
        "spring.data.redis.sentinel.password", ofSentinel,
        "spring.data.redis.username", "app",
        "spring.data.redis.password", password);
  }
}
