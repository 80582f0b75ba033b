package io.softstart.bench.spring;

import io.softstart.bench.report.Page;
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
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures {@code orders-spring.jar} on a PostgreSQL, a Redis and a Kafka of this machine.
 *
 * <p>When all are up: from the start of the process to Spring Boot's line "Started", and until it
 * has taken and found its first order, for which it uses all three; with the starter, without it
 * (its jars taken out), and with it switched off; by turns, so that whatever else the machine does
 * hits all alike. Then with all three 10 s late: from the moment at which the last is usable to
 * READY, beside the phase "starting", which is what the application itself needs then.
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

  /** Seconds since the start of the process, and on processors. */
  private record Took(double started, double served, double cpu) {}

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
      List<List<String>> rows = cost.whenAllIsUp(jar, without, rounds);
      String late = cost.whenAllIsLate(jar, servers, Math.max(1, rounds / 3));
      new Page("What the starter costs", "bench/run spring")
          .paragraph(
              String.format(
                  Locale.ROOT,
                  """
                  The application of `./demo --spring`, which uses JDBC, Flyway, Redis, Kafka and a web server:
                  %d starts of each kind by turns while everything is up, medians, each with its ratio: the
                  median of the ratios to the start without the starter beside it. *Started* is Spring
                  Boot's own line. *First order* is when it has answered the first `POST /orders` and the
                  first `GET /orders/1`: without the starter it connects to Redis only then. CPU is that of the
                  whole process until then, with the JVM's compiler.
                  """,
                  rounds))
          .table(List.of("", "started, s", "", "first order, s", "", "CPU, s", ""), rows)
          .paragraph(late)
          .write("spring.md");
    }
  }

  private List<List<String>> whenAllIsUp(Path jar, Path without, int rounds) throws IOException {
    took(without, true); // migrates, and warms the machine's caches
    took(jar, true);
    List<Took> none = new ArrayList<>();
    List<Took> with = new ArrayList<>();
    List<Took> off = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      if (i % 2 == 0) {
        none.add(took(without, true));
        with.add(took(jar, true));
      } else {
        with.add(took(jar, true));
        none.add(took(without, true));
      }
      off.add(took(jar, false));
    }
    return List.of(
        row("without the starter", none, none),
        row("with it", with, none),
        row("with `softstart.enabled=false`", off, none));
  }

  private static List<String> row(String what, List<Took> times, List<Took> none) {
    List<String> row = new ArrayList<>(List.of(what));
    for (ToDoubleFunction<Took> each :
        List.<ToDoubleFunction<Took>>of(Took::started, Took::served, Took::cpu)) {
      List<Double> values = new ArrayList<>();
      List<Double> ratios = new ArrayList<>();
      for (int i = 0; i < times.size(); i++) {
        values.add(each.applyAsDouble(times.get(i)));
        ratios.add(values.get(i) / each.applyAsDouble(none.get(i)));
      }
      row.add(
          String.format(
              Locale.ROOT,
              "%.2f (%.2f to %.2f)",
              Page.median(values),
              Collections.min(values),
              Collections.max(values)));
      row.add(String.format(Locale.ROOT, "%.3f", Page.median(ratios)));
    }
    return row;
  }

  private Took took(Path jar, boolean enabled) throws IOException {
    try (RunningJvm app = program(jar).property("softstart.enabled", "" + enabled).start()) {
      OutputLine line = app.awaitLine("Started OrdersApplication in ", LIMIT);
      answer("POST", "/orders");
      answer("GET", "/orders/1");
      double served = (System.nanoTime() - app.startedAt()) / 1e9;
      Duration cpu =
          ProcessHandle.of(app.pid())
              .flatMap(process -> process.info().totalCpuDuration())
              .orElseThrow();
      return new Took((line.at() - app.startedAt()) / 1e9, served, cpu.toMillis() / 1e3);
    }
  }

  private String whenAllIsLate(Path jar, List<LateServer> servers, int rounds) throws Exception {
    List<Double> after = new ArrayList<>();
    List<Double> own = new ArrayList<>();
    List<Double> rest = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      servers.forEach(LateServer::stop);
      try (RunningJvm app = program(jar).start()) {
        servers.forEach(server -> server.startInBackground(LATE));
        OutputLine ready = app.awaitLine("READY after ", LIMIT);
        long usable = servers.stream().mapToLong(s -> s.awaitUsable(LIMIT)).max().orElseThrow();
        after.add((ready.at() - usable) / 1e9);
        own.add(ownStart());
        rest.add(after.get(i) - own.get(i));
      }
    }
    return String.format(
        Locale.ROOT,
        """
        With all three 10 s late, %d starts: READY %.2f s after the last is usable; %.2f s of them
        are the application's own start, %.2f s the starter's (%.2f at most; goal: 1.5).
        """,
        rounds,
        Page.median(after),
        Page.median(own),
        Page.median(rest),
        Collections.max(rest));
  }

  private double ownStart() throws IOException {
    String json = answer("GET", "/actuator/softstart");
    Matcher starting = STARTING.matcher(json);
    if (!starting.find()) {
      throw new IllegalStateException("no phase \"starting\" in " + json);
    }
    return Integer.parseInt(starting.group(1)) / 1e3;
  }

  private String answer(String method, String path) throws IOException {
    HttpURLConnection request =
        (HttpURLConnection) URI.create("http://localhost:" + port + path).toURL().openConnection();
    request.setRequestMethod(method);
    if (method.equals("POST")) {
      request.setRequestProperty("Content-Type", "text/plain");
      request.setDoOutput(true);
      request.getOutputStream().write("tea".getBytes(StandardCharsets.UTF_8));
    }
    return new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
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
}
