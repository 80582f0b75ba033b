package io.softstart.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.softstart.gate.Surroundings;
import io.softstart.gate.TestAttempt;
import io.softstart.jdbc.migration.DirectConnection;
import io.softstart.testkit.MariaDbServer;
import io.softstart.testkit.PostgresServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A pool, and a fleet of them, against the connections that a real server has left. */
class RoomForPoolTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Joins a port of its own, which it prints, with the one that it is given. */
  private static final String RELAY =
      """
      import socket, sys, threading
      def pump(a, b):
          while True:
              data = a.recv(65536)
              if not data: b.close(); return
              b.sendall(data)
      s = socket.create_server(("127.0.0.1", 0))
      print(s.getsockname()[1], flush=True)
      while True:
          c, _ = s.accept()
          u = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
          threading.Thread(target=pump, args=(c, u), daemon=True).start()
          threading.Thread(target=pump, args=(u, c), daemon=True).start()
      """;

  private static Connection connect(String url) throws Exception {
    return DriverManager.getConnection(url, "app", "app-password");
  }

  /** By a connection that stays, since one that was closed may be counted for a moment. */
  private static String warning(Connection asking, int size, int fleet) throws Exception {
    return RoomForPool.warning(asking, null, size, fleet);
  }

  private static List<String> warningsOfPool(String url, int size) throws Exception {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername("app");
    config.setPassword("app-password");
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    TestAttempt attempt = TestAttempt.of(LIMIT).in(new Surroundings(1, false, List::of));
    try (HikariDataSource pool = JdbcProbe.pool(config).open(attempt)) {
      assertThat(pool.isRunning()).isTrue();
    }
    return attempt.warnings();
  }

  @Test
  void postgresql() throws Exception {
    try (PostgresServer server =
        PostgresServer.builder().setting("max_connections", "20").build()) {
      server.start();
      String url = server.jdbcUrl();
      List<Connection> others = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        others.add(connect(url));
      }
      Connection asking = connect(url);
      others.add(asking);
      assertThat(warning(asking, 7, 1)).isEmpty();
      assertThat(warning(asking, 8, 1)) // 3 are reserved
          .contains("makes 8 connections, and 7 are left")
          .contains("max_connections 20, 3 reserved, 10 used by others");
      assertThat(warning(asking, 5, 3)).as("the others are the fleet's").isEmpty();
      assertThat(warning(asking, 5, 4)).contains("makes 20 connections, and 17 are left");
      assertThat(warning(asking, 8, 2))
          .as("more sessions of the account than the rest of the fleet may have")
          .contains("makes 16 connections, and 15 are left");
      for (Connection other : others) {
        other.close();
      }
    }
  }

  @Test
  void aPoolIsWarnedOfWhereTheServerIsReachedDirectlyAndNotBehindAPooler() throws Exception {
    try (PostgresServer server =
        PostgresServer.builder().setting("max_connections", "20").build()) {
      server.start();
      String url = server.jdbcUrl();
      try (Connection connection = connect(url)) {
        assumeTrue(DirectConnection.is(connection), "the server's network is translated");
      }
      assertThat(warningsOfPool(url, 5)).isEmpty();
      assertThat(warningsOfPool(url, 200))
          .singleElement()
          .asString()
          .contains("makes 200 connections");
      assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "no python3");
      Process relay =
          new ProcessBuilder("/usr/bin/python3", "-c", RELAY, Integer.toString(server.port()))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try {
        byte[] port = new byte[16];
        int length = relay.getInputStream().read(port);
        String other = new String(port, 0, length, StandardCharsets.US_ASCII).strip();
        String relayed = "jdbc:postgresql://127.0.0.1:" + other + "/app";
        try (Connection asking = connect(relayed)) {
          assertThat(warning(asking, 200, 1)).as("it is the same server").isNotEmpty();
        }
        assertThat(warningsOfPool(relayed, 200)).isEmpty();
      } finally {
        relay.destroyForcibly();
      }
    }
  }

  @Test
  void mariadb() throws Exception {
    assumeTrue(MariaDbServer.isAvailable(), "MariaDB needs Docker");
    try (MariaDbServer server = MariaDbServer.builder().setting("max_connections", "12").build()) {
      server.start();
      try (Connection asking = connect(server.jdbcUrl())) {
        assertThat(warning(asking, 10, 1)).isEmpty();
        assertThat(warning(asking, 5, 2)).isEmpty();
        assertThat(warning(asking, 5, 3)).contains("makes 15 connections", "max_connections 12");
      }
    }
  }
}
