package io.softstart.bench.fleet;

import io.softstart.bench.fleet.Simulation.Start;
import io.softstart.bench.fleet.Strategy.InstancePace;
import io.softstart.diagnosis.FailureKind;
import io.softstart.testkit.PostgresServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The same in life: threads that log in with pgjdbc, against a PostgreSQL with fewer connections
 * than there are threads, beside what the simulation says. Writes fleet-life.md into the directory
 * that is its argument.
 */
final class Life {
  static final int CLIENTS = 50;
  static final int CONNECTIONS = 20;
  static final Duration OUTAGE = Duration.ofSeconds(5);

  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final int WARM_UP = 60;
  private static final int MEASURED = 150;
  private static final int ROUNDS = 3;

  /** How it went, in seconds after the server was usable, and how many logins had no room. */
  record Seen(double last, int turnedAway) {}

  private final PostgresServer server;
  private final String url;

  Life(PostgresServer server) {
    this.server = server;
    this.url = server.jdbcUrl() + "?sslmode=disable&gssEncMode=disable&connectTimeout=10";
  }

  /** {@return a server with little room, of which nothing is kept back for superusers} */
  static PostgresServer crowded() {
    return PostgresServer.builder()
        .setting("max_connections", Integer.toString(CONNECTIONS))
        .setting("superuser_reserved_connections", "0")
        .hba("host all all all trust")
        .build();
  }

  public static void main(String[] args) throws Exception {
    StringBuilder page = new StringBuilder(FleetText.LIFE);
    try (PostgresServer server = crowded()) {
      server.prepare();
      Life life = new Life(server);
      Capacity capacity = life.calibrated();
      page.append(
          String.format(
              Locale.ROOT,
              "Calibrated: %.0f logins a second (%s, %d processors).%n%n",
              capacity.rate(),
              server.description(),
              capacity.cores()));
      page.append("| strategy | life, last ready | model | life / model |");
      page.append(" turned away in life | in the model |\n|---|---|---|---|---|---|\n");
      for (Strategy strategy : strategies()) {
        Seen seen = life.median(strategy);
        Seen modelled = modelled(capacity, strategy);
        page.append(
            String.format(
                Locale.ROOT,
                "| %s | %.2f s | %.2f s | %.1f | %d | %d |%n",
                strategy.name(),
                seen.last(),
                modelled.last(),
                seen.last() / modelled.last(),
                seen.turnedAway(),
                modelled.turnedAway()));
      }
    }
    System.out.print(page);
    Path docs = Files.createDirectories(Path.of(args[0]));
    Files.writeString(docs.resolve("fleet-life.md"), page);
  }

  static List<Strategy> strategies() {
    List<Strategy> some = new ArrayList<>(List.of(Strategies.ours()));
    for (Strategy other : Strategies.others()) {
      if (other.name().startsWith("fixed") || other.name().startsWith("exponential")) {
        some.add(other);
      }
    }
    return some;
  }

  /** What the simulation says of these clients and such a server. */
  static Seen modelled(Capacity capacity, Strategy strategy) {
    Outcome outcome =
        new Simulation(capacity, strategy, CLIENTS, OUTAGE, Start.AT_ONCE, 1_000, 42).run();
    return new Seen(outcome.last() / 1e9, (int) outcome.refused());
  }

  /** Measures how many logins a second it bears, all else being as it is on this machine now. */
  Capacity calibrated() throws InterruptedException {
    server.start();
    AtomicInteger logins = new AtomicInteger();
    AtomicLong warm = new AtomicLong();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      Thread thread =
          new Thread(
              () -> {
                while (logins.get() < WARM_UP + MEASURED) {
                  if (login() == null && logins.incrementAndGet() == WARM_UP) {
                    warm.set(System.nanoTime());
                  }
                }
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    double rate = (logins.get() - WARM_UP) * 1e9 / (System.nanoTime() - warm.get());
    server.stop();
    int processors = Runtime.getRuntime().availableProcessors();
    return new Capacity(
        "life", processors, rate, CONNECTIONS, Servers.TURNED_AWAY, Servers.KNOCKED, Duration.ZERO);
  }

  private Seen median(Strategy strategy) throws InterruptedException {
    Seen[] rounds = new Seen[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      rounds[i] = seen(strategy);
    }
    Arrays.sort(rounds, (one, other) -> Double.compare(one.last(), other.last()));
    return rounds[ROUNDS / 2];
  }

  /** Lets the clients wait for a server that comes up late. */
  Seen seen(Strategy strategy) throws InterruptedException {
    AtomicInteger turnedAway = new AtomicInteger();
    CountDownLatch ready = new CountDownLatch(CLIENTS);
    SplittableRandom random = new SplittableRandom(42);
    server.startInBackground(OUTAGE);
    for (int i = 0; i < CLIENTS; i++) {
      InstancePace pace = strategy.begin().apply(random.split());
      Thread thread =
          new Thread(
              () -> {
                try {
                  logInUntilReady(strategy, pace, turnedAway);
                  ready.countDown();
                } catch (InterruptedException ended) {
                  Thread.currentThread().interrupt();
                }
              });
      thread.setDaemon(true);
      thread.start();
    }
    long usable = server.awaitUsable(LIMIT);
    ready.await();
    double last = (System.nanoTime() - usable) / 1e9;
    server.stop();
    return new Seen(last, turnedAway.get());
  }

  private void logInUntilReady(Strategy strategy, InstancePace pace, AtomicInteger turnedAway)
      throws InterruptedException {
    boolean refused = false;
    while (true) {
      long from = System.nanoTime();
      FailureKind failure = refused ? knock(strategy) : null;
      failure = failure == null ? login() : failure;
      if (failure == null) {
        return;
      }
      refused = failure == FailureKind.REFUSED;
      turnedAway.addAndGet(failure == FailureKind.OVERLOADED ? 1 : 0);
      long now = System.nanoTime();
      Thread.sleep(Duration.ofNanos(pace.pause(failure, now, now - from)).toMillis());
    }
  }

  private @Nullable FailureKind knock(Strategy strategy) {
    int limit = (int) strategy.knock().toMillis();
    if (limit == 0) {
      return null;
    }
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(server.host(), server.port()), limit);
      return null;
    } catch (SocketTimeoutException unheard) {
      return FailureKind.TIMED_OUT;
    } catch (IOException closed) {
      return FailureKind.REFUSED;
    }
  }

  private @Nullable FailureKind login() {
    try {
      DriverManager.getConnection(url, server.user(), server.password()).close();
      return null;
    } catch (SQLException failed) {
      return switch (String.valueOf(failed.getSQLState())) {
        case "53300" -> FailureKind.OVERLOADED;
        case "57P03" -> FailureKind.STARTING;
        default ->
            failed.getCause() instanceof ConnectException
                ? FailureKind.REFUSED
                : FailureKind.TIMED_OUT;
      };
    }
  }
}
