package io.softstart.examples.docs;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.cluster.RedisClusterClient;
import io.softstart.Startup;
import io.softstart.StartupOptions;
import io.softstart.config.ConfigReader;
import io.softstart.config.ConfigSources;
import io.softstart.config.Secret;
import io.softstart.diagnosis.Diagnosis;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Backoff;
import io.softstart.gate.Gate;
import io.softstart.gate.OpenGates;
import io.softstart.gate.OptionalGate;
import io.softstart.gate.Probe;
import io.softstart.jdbc.GatedDataSource;
import io.softstart.jdbc.JdbcProbe;
import io.softstart.kafka.KafkaProbe;
import io.softstart.net.ServiceUrl;
import io.softstart.preflight.Finding;
import io.softstart.preflight.Preflights;
import io.softstart.probe.HttpProbe;
import io.softstart.probe.TcpProbe;
import io.softstart.redis.RedisProbe;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Code of the docs that stands nowhere else; {@link DocsTest} holds it to be here. Never run. */
abstract class GuideSnippets {
  abstract Secret secretFromVault();

  abstract boolean licenceIsFree(Duration limit);

  abstract void useCache(AutoCloseable cache);

  abstract Session connect(String host, Duration limit) throws IOException;

  interface Session extends AutoCloseable {
    void ping() throws IOException;

    @Override
    void close() throws IOException;
  }

  record OrdersServer(DataSource orders) {
    void start() {}
  }

  static final class LegacyException extends Exception {
    private static final long serialVersionUID = 1;
  }

  Startup begin(String... args) {
    return Startup.begin(StartupOptions.of("orders", args).deadline(Duration.ofMinutes(2)));
  }

  StartupOptions sources(String... args) {
    return StartupOptions.of("orders", args)
        .source(ConfigSources.dotenv(Path.of(".env")))
        .source(ConfigSources.properties(Path.of("orders.properties")));
  }

  void checks(Startup startup) {
    startup.check(
        Preflights.resourcePresent("db/migration"),
        Preflights.atLeastOneCore().warn(),
        () ->
            isLicensed()
                ? Optional.empty()
                : Optional.of(
                    Finding.of("licence", "has expired", "one that is valid", "renew it")));
  }

  Path checkedSetting(ConfigReader env) {
    Path data = env.path("ORDERS_DATA").orElse(Path.of("/var/lib/orders"));
    env.check("ORDERS_DATA", Preflights.directoryWritable(data));
    return data;
  }

  abstract boolean isLicensed();

  Startup shown(String... args) {
    return Startup.begin(StartupOptions.of("orders", args).statusPort(8081));
  }

  void gates(Startup startup, ServiceUrl url, String user, Secret password, ServiceUrl searchUrl) {
    Gate<HikariDataSource> db = Gate.of("orders-db", JdbcProbe.pool(url, user, password));
    Gate<Void> search = Gate.of("search", HttpProbe.get(searchUrl).body("\"status\":\"green\""));
    Gate<Void> broker = Gate.of("broker", TcpProbe.of("broker", 9092));

    OpenGates open = startup.await(db, search, broker);
    HikariDataSource pool = open.get(db);
  }

  Gate<Void> diagnosing(Probe<Void> probe) {
    return Gate.of("legacy", probe)
        .diagnosing(
            Diagnosis.when(
                LegacyException.class,
                "E4711",
                FailureKind.STARTING,
                "none, it opens in a minute"));
  }

  void backoff(Gate<Void> gate) {
    Gate<Void> tenTimes =
        gate.backoff(Backoff.exponential(Duration.ofSeconds(2), 2, Duration.ofSeconds(10)))
            .maxAttempts(10);
    Gate<Void> everySecond = gate.backoff(Backoff.fixed(Duration.ofSeconds(1)));
    Gate<Void> aTenth =
        gate.backoff(Backoff.proportional(0.1, Duration.ofMillis(100), Duration.ofSeconds(5)));
  }

  void optional(Startup startup, Gate<HikariDataSource> db, Probe<AutoCloseable> probe) {
    OptionalGate<AutoCloseable> cache = Gate.of("cache", probe).optional();

    OpenGates open = startup.await(db, cache);
    Optional<AutoCloseable> now = open.find(cache); // what is there by now
    open.whenOpen(cache, this::useCache); // now or later
  }

  void inBackground(Startup startup, Gate<HikariDataSource> db) {
    OpenGates soon = startup.awaitInBackground(db);
    DataSource later = GatedDataSource.of(soon, db, Duration.ofSeconds(30));
    startup.run(() -> new OrdersServer(later).start());
  }

  void databases(
      ServiceUrl url, String user, Secret password, HikariConfig settings, DataSource existing) {
    Probe<HikariDataSource> plain = JdbcProbe.pool(url, user, password); // HikariCP's defaults
    Probe<HikariDataSource> rotated = JdbcProbe.pool(url, user, this::secretFromVault);
    Probe<HikariDataSource> tuned = JdbcProbe.pool(settings); // a HikariConfig, all of it is kept
    Probe<DataSource> borrowed = JdbcProbe.dataSource(existing); // and given back

    Probe<HikariDataSource> migrated =
        JdbcProbe.pool(url, user, password)
            .table("orders") // NOT_YET until it is there and readable
            .query("SELECT version >= 7 FROM schema_info"); // NOT_YET until that is true

    Probe<HikariDataSource> warm = JdbcProbe.pool(url, user, password).poolWarm();
  }

  void redis(
      ServiceUrl url, ServiceUrl tlsUrl, ClientOptions withMyTrustStore, RedisClient existing) {
    Probe<RedisClient> plain = RedisProbe.client(ServiceUrl.of("redis://user:secret@cache:6379/0"));
    Probe<RedisClient> named =
        RedisProbe.client(ServiceUrl.of("redis-sentinel://s1,s2:26379/0#orders"));
    Probe<RedisClient> rotated = RedisProbe.client(url, "app", this::secretFromVault);
    Probe<RedisClient> secured = RedisProbe.client(tlsUrl).options(withMyTrustStore); // rediss://
    Probe<RedisClient> borrowed = RedisProbe.client(existing); // never closed
    Probe<RedisClusterClient> cluster =
        RedisProbe.cluster(ServiceUrl.of("redis://node1,node2:6379"));

    Probe<RedisClient> primary = RedisProbe.client(url).writable().minReplicas(1);
  }

  void kafka(Properties properties) {
    Probe<Admin> plain = KafkaProbe.admin("kafka-1:9092,kafka-2:9092");
    Probe<Admin> secured = KafkaProbe.admin(properties); // every setting of a Kafka client

    Probe<Admin> whole =
        KafkaProbe.admin(properties)
            .minBrokers(3)
            .reachable() // every address that the brokers give to clients is dialled
            .createTopics(new NewTopic("orders.v1", 6, (short) 3)) // where it is missing
            .topics("payments.v2")
            .consumerGroup("orders");
  }

  void ownProbes(String host) {
    Gate<Void> licence =
        Gate.check(
            "licence",
            attempt -> {
              if (!licenceIsFree(attempt.remaining())) {
                throw attempt.notYet("no licence is free");
              }
            });

    Gate<Session> session =
        Gate.of(
            "session",
            attempt -> {
              Session opened = attempt.own(connect(host, attempt.remaining()));
              opened.ping();
              return opened;
            });
  }

  void embedded() {
    Startup startup = Startup.begin(StartupOptions.of("orders").embedded());
  }
}
