package io.softstart.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.softstart.testkit.KafkaServer;
import io.softstart.testkit.LateServer;
import io.softstart.testkit.MariaDbServer;
import io.softstart.testkit.OutputLine;
import io.softstart.testkit.PostgresServer;
import io.softstart.testkit.RedisServer;
import io.softstart.testkit.RunningJvm;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The command without any driver, and servers that come later than it. */
@Timeout(300)
class LateServersTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  /** The testkit asks every 100 ms or so itself; on a busy machine both are late. */
  private static final Duration ROOM = Duration.ofSeconds(2);

  @Test
  void eachGateOpensWithinASecondOfUsable() {
    try (PostgresServer postgres = PostgresServer.create();
        RedisServer redis = RedisServer.create();
        KafkaServer kafka = KafkaServer.create()) {
      Map<String, LateServer> servers = new LinkedHashMap<>();
      servers.put("db=" + postgres.jdbcUrl(), postgres);
      servers.put("cache=" + redis.uri(), redis);
      servers.put("events=kafka://" + kafka.bootstrapServers(), kafka);
      assertOpenInTime(servers);
    }
  }

  @Test
  void mariaDbToo() {
    assumeTrue(MariaDbServer.isAvailable(), "needs Docker");
    try (MariaDbServer mariaDb = MariaDbServer.builder().build()) {
      assertOpenInTime(Map.of("db=" + mariaDb.jdbcUrl(), mariaDb));
    }
  }

  private static void assertOpenInTime(Map<String, LateServer> servers) {
    servers.values().forEach(LateServer::prepare);
    String[] command = {"wait", "--for", String.join(",", servers.keySet()), "--deadline", "100s"};
    try (RunningJvm jvm = Agent.command(command).start()) {
      for (String gate : servers.keySet()) {
        jvm.awaitLine(nameOf(gate) + " is not ready", LIMIT);
      }
      servers.values().forEach(server -> server.startInBackground(Duration.ofSeconds(2)));
      for (Map.Entry<String, LateServer> server : servers.entrySet()) {
        OutputLine open = jvm.awaitLine(nameOf(server.getKey()) + " is open after", LIMIT);
        long late = open.at() - server.getValue().awaitUsable(LIMIT);
        System.out.println(
            nameOf(server.getKey()) + " open " + late / 1_000_000 + " ms after usable");
        assertThat(Duration.ofNanos(late)).as(server.getKey()).isLessThan(AT_ONCE.plus(ROOM));
      }
      assertThat(jvm.awaitExit(LIMIT).exitCode()).isZero();
    }
  }

  private static String nameOf(String gate) {
    return gate.substring(0, gate.indexOf('='));
  }
}
