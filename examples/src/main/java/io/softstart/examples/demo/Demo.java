package io.softstart.examples.demo;

import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.KafkaServer;
import io.softstart.testkit.LateServer;
import io.softstart.testkit.OutputLine;
import io.softstart.testkit.PostgresServer;
import io.softstart.testkit.RedisServer;
import io.softstart.testkit.RunningJvm;
import io.softstart.testkit.ServerBackend;
import io.softstart.testkit.TestkitException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Starts {@code orders} first and what it needs later: Redis after three seconds, Kafka after five,
 * PostgreSQL after eight. Orders something once it is ready, and goes on until it is interrupted,
 * or ends with {@code --once}. Every step is bounded; all of them together take less than two
 * minutes.
 */
public final class Demo {
  private static final Duration REDIS_LATE = Duration.ofSeconds(3);
  private static final Duration KAFKA_LATE = Duration.ofSeconds(5);
  private static final Duration POSTGRES_LATE = Duration.ofSeconds(8);
  private static final Duration USABLE = Duration.ofSeconds(45);
  private static final Duration LIMIT = Duration.ofSeconds(15); // of any other step
  private static final Pattern ADDRESS = Pattern.compile("listening on (http://\\S+)");
  private static final String READY = "orders: READY after ";
  private static final String ITEM = "two pounds of coffee";
  private static final int TERMINATED = 143;
  private static final double SOON = 5; // it is far less, but a demo may run on a busy machine

  private static volatile boolean ending;

  private final boolean once;

  private Demo(boolean once) {
    this.once = once;
  }

  /**
   * Runs the demo; the exit code is 0, or 1 with the reason on stderr.
   *
   * @param args the path of {@code orders.jar}; then nothing, or {@code --once}
   * @throws InterruptedException if interrupted
   */
  public static void main(String[] args) throws InterruptedException {
    // an exception that ends main makes the exit code 1; its trace would only be noise here
    Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> tell(thrown));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> ending = true, "demo-ending"));
    boolean once = args.length == 2 && args[1].equals("--once");
    if (args.length != 1 && !once) {
      throw new DemoFailure("usage: Demo <orders.jar> [--once]");
    }
    new Demo(once).run(Path.of(args[0]));
  }

  private static void tell(Throwable thrown) {
    if (ending) {
      return; // Ctrl-C ends the servers too, which is no news
    }
    boolean expected = thrown instanceof DemoFailure || thrown instanceof TestkitException;
    String text = expected ? String.valueOf(thrown.getMessage()) : thrown.toString();
    // the rest is the output of orders, which has been shown
    System.err.println("demo failed: " + text.lines().findFirst().orElse(text));
  }

  private void run(Path jar) throws InterruptedException {
    PostgresServer.Builder database =
        PostgresServer.builder().user("orders").database("orders").backend(ServerBackend.EMBEDDED);
    RedisServer.Builder cache = RedisServer.builder().backend(ServerBackend.EMBEDDED);
    KafkaServer.Builder broker = KafkaServer.builder().backend(ServerBackend.EMBEDDED);
    try (PostgresServer postgres = database.build();
        RedisServer redis = cache.build();
        KafkaServer kafka = broker.build()) {
      postgres.prepare();
      kafka.prepare();
      try (RunningJvm orders = orders(jar, postgres, redis, kafka).start();
          Screen screen = new Screen(orders)) {
        screen.say("$ java -jar orders.jar; its Redis, Kafka and PostgreSQL are not there yet");
        redis.startInBackground(REDIS_LATE);
        kafka.startInBackground(KAFKA_LATE);
        postgres.startInBackground(POSTGRES_LATE);
        awaitReady(orders, screen, List.of(redis, kafka, postgres));
        use(orders, kafka, screen);
        end(orders, screen);
      }
    }
  }

  private static void awaitReady(RunningJvm orders, Screen screen, List<LateServer> servers) {
    awaitLine(orders, OutputLine.Source.STDERR, "orders-db is not ready: nothing listens on");
    long usable = Long.MIN_VALUE;
    String last = "";
    for (LateServer server : servers) {
      long at = server.awaitUsable(USABLE);
      if (at > usable) {
        usable = at;
        last = server.description();
      }
    }
    screen.say("all three are usable now, " + last + " as the last");
    OutputLine ready = awaitLine(orders, OutputLine.Source.STDERR, READY);
    awaitLine(orders, OutputLine.Source.STDOUT, READY); // once more, in the application's own log
    double seconds = (ready.at() - usable) / 1e9;
    screen.say(String.format(Locale.ROOT, "orders was ready %.2f s later", seconds));
    require(seconds < SOON, "orders took too long to see that all is usable");
  }

  private static OutputLine awaitLine(RunningJvm orders, OutputLine.Source source, String part) {
    try {
      return orders.awaitLine(line -> line.source() == source && line.text().contains(part), LIMIT);
    } catch (TestkitException none) {
      throw new DemoFailure("orders did not say: " + part);
    }
  }

  private static ChildJvm orders(
      Path jar, PostgresServer postgres, RedisServer redis, KafkaServer kafka) {
    return ChildJvm.ofJar(jar)
        .env("ORDERS_DB_URL", postgres.jdbcUrl())
        .env("ORDERS_DB_USER", postgres.user())
        .env("ORDERS_DB_PASSWORD", postgres.password())
        .env("ORDERS_REDIS", redis.uri())
        .env("ORDERS_KAFKA", kafka.bootstrapServers())
        .env("ORDERS_HTTP_PORT", "0");
  }

  private static void use(RunningJvm orders, KafkaServer kafka, Screen screen)
      throws InterruptedException {
    OrdersClient client = new OrdersClient(address(orders.lines()), screen);
    String written = client.order(ITEM);
    require(client.list().equals("[" + written + "]"), "what was ordered is not what is listed");
    String announced = Announcements.first(kafka.bootstrapServers(), LIMIT);
    screen.say("Kafka, topic " + Announcements.TOPIC + ": " + announced);
    require(announced.equals(written), "what was ordered is not what was announced");
  }

  private void end(RunningJvm orders, Screen screen) {
    if (once) {
      screen.say("$ kill " + orders.pid());
      orders.signal("TERM");
      int exitCode = orders.awaitExit(LIMIT).exitCode();
      require(exitCode == TERMINATED, "orders ended with exit code " + exitCode);
      screen.say("all came as promised");
    } else {
      screen.say("orders goes on: try the two lines yourself; Ctrl-C ends it");
      orders.awaitExit(Duration.ofDays(365));
    }
  }

  private static void require(boolean promise, String otherwise) {
    if (!promise) {
      throw new DemoFailure(otherwise);
    }
  }

  private static URI address(List<OutputLine> lines) {
    for (OutputLine line : lines) {
      Matcher address = ADDRESS.matcher(line.text());
      if (address.find()) {
        return URI.create(address.group(1));
      }
    }
    throw new DemoFailure("orders does not say where it listens");
  }
}
