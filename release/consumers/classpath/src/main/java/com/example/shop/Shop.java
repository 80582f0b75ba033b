package com.example.shop;

import com.zaxxer.hikari.HikariDataSource;
import io.lettuce.core.RedisClient;
import io.softstart.Startup;
import io.softstart.StartupOptions;
import io.softstart.config.Secret;
import io.softstart.event.StartupEvent;
import io.softstart.gate.Gate;
import io.softstart.gate.OpenGates;
import io.softstart.gate.OptionalGate;
import io.softstart.jdbc.JdbcProbe;
import io.softstart.kafka.KafkaProbe;
import io.softstart.net.ServiceUrl;
import io.softstart.redis.RedisProbe;
import io.softstart.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;

/** All modules, on the class path: a database that comes late, and neighbours that never do. */
public final class Shop {
  public static void main(String[] args) throws Exception {
    try (PostgresServer postgres = PostgresServer.create()) {
      postgres.prepare();
      start(postgres, args);
    }
  }

  private static void start(PostgresServer postgres, String[] args) throws Exception {
    Startup startup =
        Startup.begin(
            StartupOptions.of("shop", args)
                .statusPort(0)
                .listener(event -> startWhenMissed(postgres, event)));
    int port = startup.configure(env -> env.integer("NOBODY_PORT").between(1, 65_535).orElse(1));

    Gate<HikariDataSource> db =
        Gate.of(
            "db",
            JdbcProbe.pool(
                ServiceUrl.of(postgres.jdbcUrl()),
                postgres.user(),
                Secret.of(postgres.password())));
    OptionalGate<RedisClient> cache =
        Gate.of("cache", RedisProbe.client(ServiceUrl.of("redis://localhost:" + port))).optional();
    OptionalGate<Admin> events =
        Gate.of("events", KafkaProbe.admin("localhost:" + port)).optional();

    OpenGates open = startup.await(db, cache, events);
    startup.run(
        () -> {
          try (HikariDataSource pool = open.get(db);
              Connection connection = pool.getConnection();
              ResultSet answer = connection.createStatement().executeQuery("SELECT 6 * 7")) {
            answer.next();
            System.out.println("the database says " + answer.getInt(1));
          }
        });
    startup.close();
  }

  /** However slow this machine is, the shop has come before its database. */
  private static void startWhenMissed(PostgresServer postgres, StartupEvent event) {
    if (event instanceof StartupEvent.AttemptFailed failed
        && failed.gate().equals("db")
        && failed.number() == 1) {
      postgres.startInBackground(Duration.ofSeconds(1));
    }
  }
}
