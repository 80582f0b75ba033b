package io.softstart.bench.spring;

import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.KafkaServer;
import io.softstart.testkit.LateServer;
import io.softstart.testkit.OutputLine;
import io.softstart.testkit.Ports;
import io.softstart.testkit.PostgresServer;
import io.softstart.testkit.RedisServer;
import io.softstart.testkit.RunningJvm;
import io.softstart.testkit.ServerBackend;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures {@code orders-spring.jar} on a PostgreSQL, a Redis and a Kafka of this machine.
 *
 * <p>When all are up: from the start of the process to Spring Boot's line "Started", with the
 * starter, without it (its jars taken out), and with it switched off; by turns, so that whatever
 * else the machine does hits all alike. Then with all three 10 s late: from the moment at which the
 * last is usable to READY, beside the phase "starting", which is what the application itself needs
 * then.
 *
 * <p>Arguments: the jar, and the number of rounds, 10 if there is none.
 */
final class SpringCost {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Duration LATE = Duration.ofSeconds(10);
  private static final Pattern STARTING =
      Pattern.compile("\"phase\":\"starting\",\"from_ms\":\\d+,\"took_ms\":(\\d+)");

  private final PostgresServer postgres;
  private final RedisServer redis;
  private final KafkaServer kafka;
  private final int port = Ports.free();

  private SpringCost(PostgresServer postgres, RedisServer redis, KafkaServer kafka) {
    this.postgres = postgres;
    this.redis = redis;
    this.kafka = kafka;
  }

  public static void main(String[] args) throws Exception {
    Path jar = Path.of(args[0]);
    int rounds = args.length == 1 ? 10 : Integer.parseInt(args[1]);
    Path without = PlainJar.of(jar);
    try (PostgresServer postgres =
            PostgresServer.builder().user("orders").backend(ServerBackend.EMBEDDED).build();
        RedisServer redis = RedisServer.builder().backend(ServerBackend.EMBEDDED).build();
        KafkaServer kafka = KafkaServer.builder().backend(ServerBackend.EMBEDDED).build()) {
      SpringCost cost = new SpringCost(postgres, redis, kafka);
      List<LateServer> servers = List.of(postgres, redis, kafka);
      servers.forEach(LateServer::start);
      System.out.printf(
          Locale.ROOT,
          "Java %s, %d processors, %d rounds, medians%n",
          System.getProperty("java.version"),
          Runtime.getRuntime().availableProcessors(),
          rounds);
      cost.whenAllIsUp(jar, without, rounds);
      cost.whenAllIsLate(jar, servers, Math.max(1, rounds / 3));
    }
  }

  private void whenAllIsUp(Path jar, Path without, int rounds) {
    started(without, true); // migrates, and warms the machine's caches
    started(jar, true);
    double[] none = new double[rounds];
    double[] with = new double[rounds];
    double[] off = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      if (i % 2 == 0) {
        none[i] = started(without, true);
        with[i] = started(jar, true);
      } else {
        with[i] = started(jar, true);
        none[i] = started(without, true);
      }
      off[i] = started(jar, false);
    }
    print("without the starter", none, none);
    print("with it", with, none);
    print("switched off", off, none);
  }

  private static void print(String what, double[] times, double[] none) {
    double[] ratios = new double[times.length];
    for (int i = 0; i < times.length; i++) {
      ratios[i] = times[i] / none[i];
    }
    System.out.printf(
        Locale.ROOT,
        "%-20s %6.2f s (%.2f to %.2f), ratio of the pairs %.3f%n",
        what,
        median(times),
        Arrays.stream(times).min().orElseThrow(),
        Arrays.stream(times).max().orElseThrow(),
        median(ratios));
  }

  /** {@return seconds from the start of the process to Spring Boot's own "Started"} */
  private double started(Path jar, boolean enabled) {
    try (RunningJvm app = program(jar).property("softstart.enabled", "" + enabled).start()) {
      OutputLine line = app.awaitLine("Started OrdersApplication in ", LIMIT);
      return (line.at() - app.startedAt()) / 1e9;
    }
  }

  private void whenAllIsLate(Path jar, List<LateServer> servers, int rounds) throws Exception {
    double[] after = new double[rounds];
    double[] own = new double[rounds];
    double[] rest = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      servers.forEach(LateServer::stop);
      try (RunningJvm app = program(jar).start()) {
        servers.forEach(server -> server.startInBackground(LATE));
        OutputLine ready = app.awaitLine("READY after ", LIMIT);
        long usable = servers.stream().mapToLong(s -> s.awaitUsable(LIMIT)).max().orElseThrow();
        after[i] = (ready.at() - usable) / 1e9;
        own[i] = ownStart();
        rest[i] = after[i] - own[i];
      }
    }
    System.out.printf(
        Locale.ROOT,
        "all three 10 s late   READY %.2f s after the last is usable: %.2f s of them its own"
            + " start, %.2f s the starter's (%.2f at most)%n",
        median(after),
        median(own),
        median(rest),
        Arrays.stream(rest).max().orElseThrow());
  }

  private double ownStart() throws IOException {
    URI report = URI.create("http://localhost:" + port + "/actuator/softstart");
    String json = new String(report.toURL().openStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher starting = STARTING.matcher(json);
    if (!starting.find()) {
      throw new IllegalStateException("no phase \"starting\" in " + json);
    }
    return Integer.parseInt(starting.group(1)) / 1e3;
  }

  private ChildJvm program(Path jar) {
    return ChildJvm.ofJar(jar)
        .env("SPRING_DATASOURCE_URL", postgres.jdbcUrl())
        .env("SPRING_DATASOURCE_USERNAME", postgres.user())
        .env("SPRING_DATASOURCE_PASSWORD", postgres.password())
        .env("SPRING_DATA_REDIS_URL", redis.uri())
        .env("SPRING_KAFKA_BOOTSTRAPSERVERS", kafka.bootstrapServers())
        .env("MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE", "health,softstart")
        .env("SERVER_PORT", Integer.toString(port));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
