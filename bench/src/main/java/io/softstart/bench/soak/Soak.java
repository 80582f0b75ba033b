package io.softstart.bench.soak;

import com.zaxxer.hikari.HikariDataSource;
import io.lettuce.core.RedisClient;
import io.softstart.Startup;
import io.softstart.StartupException;
import io.softstart.StartupOptions;
import io.softstart.bench.chart.Axis;
import io.softstart.bench.chart.LineChart;
import io.softstart.bench.chart.LineChart.Point;
import io.softstart.bench.report.Page;
import io.softstart.config.Secret;
import io.softstart.gate.Gate;
import io.softstart.gate.OpenGates;
import io.softstart.jdbc.JdbcProbe;
import io.softstart.net.ServiceUrl;
import io.softstart.probe.HttpProbe;
import io.softstart.redis.RedisProbe;
import io.softstart.testkit.Behaviour;
import io.softstart.testkit.FaultyServer;
import io.softstart.testkit.LateServer;
import io.softstart.testkit.Ports;
import io.softstart.testkit.PostgresServer;
import io.softstart.testkit.RedisServer;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * Starts the same application again and again in one JVM, while what it depends on flaps, and
 * counts what is left between two starts: threads, sockets, heap. Argument: minutes, 30 if there is
 * none. Exits with 1 if anything has grown.
 */
final class Soak {
  private static final long SEED = 42;
  private static final int SAMPLES = 60;
  private static final Duration DEADLINE = Duration.ofSeconds(6);

  private final Random random = new Random(SEED);
  private final int dbPort = Ports.free();
  private final int cachePort = Ports.free();
  private final int searchPort = Ports.free();
  private final PostgresServer postgres;
  private final RedisServer redis;
  private final List<Leftovers> samples = new ArrayList<>();
  private int opened;
  private int givenUp;

  private Soak(PostgresServer postgres, RedisServer redis) {
    this.postgres = postgres;
    this.redis = redis;
  }

  public static void main(String[] args) throws Exception {
    System.setProperty("bench.level", "WARN"); // of logback.xml
    Duration length = Duration.ofMinutes(args.length == 0 ? 30 : Integer.parseInt(args[0]));
    boolean grown;
    try (PostgresServer postgres = PostgresServer.create();
        RedisServer redis = RedisServer.create()) {
      postgres.start();
      redis.start();
      Soak soak = new Soak(postgres, redis);
      soak.soak(length);
      grown = soak.show(length);
    }
    System.exit(grown ? 1 : 0);
  }

  private void soak(Duration length) throws Exception {
    long begin = System.nanoTime();
    Duration step = length.dividedBy(SAMPLES);
    Duration due = step;
    while (true) {
      start();
      Duration passed = Duration.ofNanos(System.nanoTime() - begin);
      if (passed.compareTo(due) >= 0) {
        samples.add(Leftovers.now(passed, opened + givenUp));
        System.err.println(samples.get(samples.size() - 1));
        due = due.plus(step);
      }
      if (passed.compareTo(length) >= 0) {
        return;
      }
    }
  }

  /** One start, whose dependencies fail in some way and heal within two seconds, or do not. */
  private void start() {
    boolean heals = random.nextInt(8) > 0;
    try (FaultyServer db = FaultyServer.on(dbPort, fault());
        FaultyServer cache = FaultyServer.on(cachePort, fault());
        FaultyServer search = FaultyServer.on(searchPort, fault())) {
      CompletableFuture<?>[] healings = {
        heals ? later(db, to(postgres)) : CompletableFuture.completedFuture(null),
        later(cache, to(redis)),
        later(search, Behaviour.http(200, "green"))
      };
      startOnce();
      CompletableFuture.allOf(healings).join();
    }
  }

  private void startOnce() {
    String url = "jdbc:postgresql://127.0.0.1:" + dbPort + "/app?connectTimeout=1&socketTimeout=1";
    Secret password = Secret.of(postgres.password());
    Gate<HikariDataSource> db =
        Gate.of("db", JdbcProbe.pool(ServiceUrl.of(url), postgres.user(), password));
    Gate<RedisClient> cache =
        Gate.of("cache", RedisProbe.client(ServiceUrl.of("redis://127.0.0.1:" + cachePort)));
    Gate<Void> search =
        Gate.of("search", HttpProbe.get(ServiceUrl.of("http://127.0.0.1:" + searchPort + "/")));
    Startup startup =
        Startup.begin(
            StartupOptions.of("soak")
                .embedded()
                .deadline(DEADLINE)
                .attemptTimeout(Duration.ofSeconds(1)));
    try {
      OpenGates open = startup.await(db, cache, search);
      startup.run(() -> use(open.get(db), open.get(cache)));
      opened++;
    } catch (StartupException expected) {
      givenUp++;
    } finally {
      startup.close();
    }
  }

  private static void use(HikariDataSource pool, RedisClient client) throws Exception {
    try (pool;
        Connection connection = pool.getConnection()) {
      connection.createStatement().execute("select 1");
    }
    client.connect().sync().ping();
    client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
  }

  private static Behaviour to(LateServer server) {
    return Behaviour.proxyTo(server.host(), server.port());
  }

  private Behaviour fault() {
    return switch (random.nextInt(4)) {
      case 0 -> Behaviour.refuse();
      case 1 -> Behaviour.close();
      case 2 -> Behaviour.hang();
      default -> Behaviour.reset();
    };
  }

  private CompletableFuture<Void> later(FaultyServer door, Behaviour healthy) {
    return CompletableFuture.runAsync(
        () -> door.behave(healthy),
        CompletableFuture.delayedExecutor(random.nextInt(1_500), TimeUnit.MILLISECONDS));
  }

  private boolean show(Duration length) throws Exception {
    Page page =
        new Page("Soak: one JVM, many startups", "bench/run soak " + length.toMinutes())
            .paragraph(
                String.format(
                    Locale.ROOT,
                    """
                An application with a PostgreSQL, a Redis and an HTTP gate is started %d times within
                %d min in one JVM; %d of the starts opened, %d were given up at their deadline. Before
                each start every dependency refuses, hangs up, hangs or resets, and heals within 1.5 s;
                the database of every eighth start never does. Counted between two starts, after a
                garbage collection; sockets are those of /proc/self/fd.
                """,
                    opened + givenUp,
                    length.toMinutes(),
                    opened,
                    givenUp));
    page.chart("Heap after a collection", "soak-heap.svg");
    chart("soak-heap.svg", "Heap after a collection between two starts", "MB", s -> s.heap() / 1e6);
    page.chart("Threads and sockets", "soak-threads.svg");
    new LineChart("Between two starts", Axis.linear("minutes"), Axis.linear("number"))
        .line("threads", points(Leftovers::threads))
        .line("sockets", points(Leftovers::sockets))
        .write(Page.beside("soak-threads.svg"));
    List<List<String>> rows = new ArrayList<>();
    for (int quarter = 0; quarter < 4; quarter++) {
      rows.add(
          List.of(
              quarter + 1 + " of 4",
              number("%.0f", of(quarter, Leftovers::threads)),
              number("%.0f", of(quarter, Leftovers::sockets)),
              number("%.1f", of(quarter, Leftovers::heap) / 1e6)));
    }
    boolean threads = grows(Leftovers::threads, 2, 0);
    boolean sockets = grows(Leftovers::sockets, 4, 0);
    boolean heap = grows(Leftovers::heap, 1e6, 0.05);
    page.paragraph("Medians of each quarter of the time:")
        .table(List.of("", "threads", "sockets", "heap, MB"), rows)
        .paragraph(
            "Grown between the second quarter and the last: threads (by more than 2) "
                + said(threads)
                + ", sockets (4) "
                + said(sockets)
                + ", heap (1 MB and 5 %) "
                + said(heap)
                + ".");
    page.write("soak.md");
    return threads || sockets || heap;
  }

  private void chart(String file, String title, String unit, ToDoubleFunction<Leftovers> value)
      throws Exception {
    new LineChart(title, Axis.linear("minutes"), Axis.linear(unit))
        .line("heap", points(value))
        .write(Page.beside(file));
  }

  private List<Point> points(ToDoubleFunction<Leftovers> value) {
    return samples.stream()
        .map(s -> new Point(s.after().toMillis() / 60e3, value.applyAsDouble(s)))
        .toList();
  }

  private double of(int quarter, ToDoubleFunction<Leftovers> value) {
    int size = samples.size();
    List<Leftovers> some = samples.subList(size * quarter / 4, size * (quarter + 1) / 4);
    return Page.median(some.stream().map(value::applyAsDouble).toList());
  }

  private boolean grows(ToDoubleFunction<Leftovers> value, double tolerated, double share) {
    double before = of(1, value);
    return of(3, value) > before * (1 + share) + tolerated;
  }

  private static String said(boolean grown) {
    return grown ? "**yes**" : "no";
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
