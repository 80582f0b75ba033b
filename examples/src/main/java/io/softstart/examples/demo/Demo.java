package io.softstart.examples.demo;

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
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;

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
  private static final String ITEM = "two pounds of coffee";
  private static final int TERMINATED = 143;

  private static volatile boolean ending;

  private final Service service;
  private final boolean once;

  private Demo(Service service, boolean once) {
    this.service = service;
    this.once = once;
  }

  /**
   * Runs the demo; the exit code is 0, or 1 with the reason on stderr.
   *
   * @param args the path of the jar; then {@code --spring} if it is the Spring Boot application,
   *     and {@code --once}, or neither
   * @throws InterruptedException if interrupted
   */
  public static void main(String[] args) throws InterruptedException {
    // an exception that ends main makes the exit code 1; its trace would only be noise here
    Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> tell(thrown));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> ending = true, "demo-ending"));
    List<String> options = List.of(args).subList(Math.min(1, args.length), args.length);
    if (args.length == 0 || !Set.of("--spring", "--once").containsAll(options)) {
      throw new DemoFailure("usage: Demo <jar> [--spring] [--once]");
    }
    Service service = options.contains("--spring") ? new SpringService() : new PlainService();
    new Demo(service, options.contains("--once")).run(Path.of(args[0]));
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
      try (RunningJvm orders = service.program(jar, postgres, redis, kafka).start();
          Screen screen = new Screen(orders)) {
        screen.say(
            "$ java -jar "
                + jar.getFileName()
                + "; its Redis, Kafka and PostgreSQL are not there yet");
        redis.startInBackground(REDIS_LATE);
        kafka.startInBackground(KAFKA_LATE);
        postgres.startInBackground(POSTGRES_LATE);
        awaitReady(orders, screen, List.of(redis, kafka, postgres));
        use(orders, kafka, screen);
        end(orders, screen);
      }
    }
  }

  private void awaitReady(RunningJvm orders, Screen screen, List<LateServer> servers) {
    String waiting = "is not ready: nothing listens on";
    awaitLine(orders, line -> line.text().contains(waiting), waiting, LIMIT);
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
    OutputLine ready = awaitLine(orders, service::isReady, "READY after", service.soon());
    Duration later = Duration.ofNanos(ready.at() - usable);
    screen.say(String.format(Locale.ROOT, "orders was ready %.2f s later", later.toNanos() / 1e9));
    require(later.compareTo(service.soon()) < 0, "orders took too long to see that all is usable");
  }

  private static OutputLine awaitLine(
      RunningJvm orders, Predicate<OutputLine> condition, String text, Duration limit) {
    try {
      return orders.awaitLine(condition, limit);
    } catch (TestkitException none) {
      throw new DemoFailure("orders did not say: " + text);
    }
  }

  private void use(RunningJvm orders, KafkaServer kafka, Screen screen)
      throws InterruptedException {
    OrdersClient client = new OrdersClient(address(orders.lines()), service.curl(), screen);
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

  private URI address(List<OutputLine> lines) {
    for (OutputLine line : lines) {
      Matcher listening = service.listening().matcher(line.text());
      if (listening.find()) {
        return URI.create("http://localhost:" + listening.group(1) + "/orders");
      }
    }
    throw new DemoFailure("orders does not say where it listens");
  }
}
