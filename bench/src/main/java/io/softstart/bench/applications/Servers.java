package io.softstart.bench.applications;

import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.KafkaServer;
import io.softstart.testkit.LateServer;
import io.softstart.testkit.PostgresServer;
import io.softstart.testkit.RedisServer;
import io.softstart.testkit.ServerBackend;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an application needs, under this program's control, and the variables that lead there. */
final class Servers implements AutoCloseable {
  private final Map<String, LateServer> servers = new LinkedHashMap<>();
  private final Map<String, String> variables = new TreeMap<>();

  /** Creates them; none runs yet. */
  Servers(List<String> names) {
    for (String name : names) {
      switch (name) {
        case "postgres" -> {
          PostgresServer server = PostgresServer.builder().backend(ServerBackend.EMBEDDED).build();
          variables.put("SPRING_DATASOURCE_URL", server.jdbcUrl());
          variables.put("SPRING_DATASOURCE_USERNAME", server.user());
          variables.put("SPRING_DATASOURCE_PASSWORD", server.password());
          servers.put(name, server);
        }
        case "redis" -> {
          RedisServer server =
              RedisServer.builder()
                  .password("cache-secret")
                  .backend(ServerBackend.EMBEDDED)
                  .build();
          variables.put("SPRING_DATA_REDIS_HOST", "127.0.0.1");
          variables.put("SPRING_DATA_REDIS_PORT", Integer.toString(server.port()));
          variables.put("SPRING_DATA_REDIS_PASSWORD", server.password());
          servers.put(name, server);
        }
        case "kafka" -> {
          KafkaServer server = KafkaServer.builder().backend(ServerBackend.EMBEDDED).build();
          variables.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", server.bootstrapServers());
          servers.put(name, server);
        }
        default -> throw new IllegalArgumentException("no server is called " + name);
      }
    }
  }

  boolean isEmpty() {
    return servers.isEmpty();
  }

  void start() {
    servers.values().forEach(LateServer::start);
  }

  void startAfter(Duration delay) {
    servers.values().forEach(server -> server.startInBackground(delay));
  }

  void stop() {
    servers.values().forEach(LateServer::stop);
  }

  ChildJvm lead(ChildJvm application) {
    return application.env(variables);
  }

  /** With a password that no server takes, if one asks for any. */
  ChildJvm mislead(ChildJvm application) {
    String name =
        servers.containsKey("postgres")
            ? "SPRING_DATASOURCE_PASSWORD"
            : "SPRING_DATA_REDIS_PASSWORD";
    return lead(application).env(name, "of-yesterday");
  }

  boolean askForPasswords() {
    return servers.containsKey("postgres") || servers.containsKey("redis");
  }

  @Override
  public void close() {
    servers.values().forEach(LateServer::close);
  }
}
