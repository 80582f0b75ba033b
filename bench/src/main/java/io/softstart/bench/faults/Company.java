package io.softstart.bench.faults;

import io.softstart.testkit.KafkaServer;
import io.softstart.testkit.LateServer;
import io.softstart.testkit.MariaDbServer;
import io.softstart.testkit.PostgresServer;
import io.softstart.testkit.RedisServer;
import io.softstart.testkit.TlsFiles;
import org.jspecify.annotations.Nullable;

/** Healthy servers that many scenarios share, and certificates; made when first asked for. */
final class Company implements AutoCloseable {
  private final Things things = new Things();
  private @Nullable PostgresServer postgres;
  private @Nullable MariaDbServer mariadb;
  private @Nullable RedisServer redis;
  private @Nullable KafkaServer kafka;
  private @Nullable TlsFiles good;
  private @Nullable TlsFiles otherHost;
  private @Nullable TlsFiles expired;

  synchronized PostgresServer postgres() {
    if (postgres == null) {
      postgres = started(PostgresServer.create());
    }
    return postgres;
  }

  synchronized MariaDbServer mariadb() {
    if (mariadb == null) {
      mariadb = started(MariaDbServer.builder().build());
    }
    return mariadb;
  }

  synchronized RedisServer redis() {
    if (redis == null) {
      redis = started(RedisServer.create());
    }
    return redis;
  }

  synchronized KafkaServer kafka() {
    if (kafka == null) {
      kafka = started(KafkaServer.create());
    }
    return kafka;
  }

  /** A certificate for where everything listens. */
  synchronized TlsFiles certificate() {
    if (good == null) {
      good = things.keep(TlsFiles.issuedFor("127.0.0.1", "localhost"));
    }
    return good;
  }

  /** A certificate for somewhere else. */
  synchronized TlsFiles certificateOfAnotherHost() {
    if (otherHost == null) {
      otherHost = things.keep(TlsFiles.issuedFor("elsewhere.example.com"));
    }
    return otherHost;
  }

  /** A certificate of yesterday. */
  synchronized TlsFiles certificateExpired() {
    if (expired == null) {
      expired = things.keep(TlsFiles.expiredFor("127.0.0.1", "localhost"));
    }
    return expired;
  }

  private <S extends LateServer> S started(S server) {
    things.keep(server).start();
    return server;
  }

  @Override
  public synchronized void close() {
    things.close();
  }
}
