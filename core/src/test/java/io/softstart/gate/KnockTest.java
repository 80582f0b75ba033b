package io.softstart.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.softstart.RecordingListener;
import io.softstart.diagnosis.FailureKind;
import io.softstart.event.StartupEvent.AttemptFailed;
import io.softstart.net.Target;
import io.softstart.testkit.Ports;
import io.softstart.time.Deadline;
import io.softstart.time.Stopwatch;
import io.softstart.time.Ticker;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real sockets on a fake clock. */
@Timeout(60)
class KnockTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final FakeTicker ticker = new FakeTicker();

  /** Refuses until something listens, as a client does; and counts how often it was asked. */
  private static final class Client implements Probe<Void> {
    private final int port;
    private final List<String> threads = new ArrayList<>();

    Client(int port) {
      this.port = port;
    }

    @Override
    public Void open(Attempt attempt) throws IOException {
      threads.add(Thread.currentThread().getName());
      new Socket(LOOPBACK, port).close();
      return null;
    }

    @Override
    public Optional<Target> target() {
      return Optional.of(Target.of("test", "localhost", port));
    }
  }

  private static Surroundings around(int fleet, Ticker ticker, RecordingListener events) {
    return new Surroundings(
        new Stopwatch(ticker),
        Deadline.in(Duration.ofMinutes(5), ticker),
        new WaitLimits(
            Duration.ofHours(1),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            fleet,
            false,
            null),
        null,
        null,
        () -> 0.5,
        events);
  }

  @Test
  void whileRefusedNeitherTheClientNorAThreadIsNeededForAnAttempt() throws Exception {
    int port = Ports.free();
    Client client = new Client(port);
    List<ServerSocket> server = new ArrayList<>();
    Backoff openTheDoorAfter60 =
        (failures, waited, random) -> {
          try {
            if (failures == 60) {
              server.add(new ServerSocket(port, 5, LOOPBACK));
            }
          } catch (IOException taken) {
            throw new IllegalStateException(taken);
          }
          return Duration.ofMillis(50);
        };
    RecordingListener events = new RecordingListener();
    Surroundings around = around(1, ticker, events);
    Gate<Void> gate = Gate.of("db", client).backoff(openTheDoorAfter60);
    GateRunner<Void> runner = new GateRunner<>(gate, List.of(), around, () -> {});

    runner.run();

    assertThat(runner.record().status().attempts()).isEqualTo(61);
    assertThat(events.of(AttemptFailed.class))
        .hasSize(60)
        .allSatisfy(failed -> assertThat(failed.failure().kind()).isEqualTo(FailureKind.REFUSED));
    assertThat(client.threads).containsExactly("softstart-db-1", "softstart-db-61");
    assertThat(connectionsTo(server.get(0))).as("one knock, one client").isEqualTo(2);
    server.get(0).close();
  }

  private static int connectionsTo(ServerSocket server) throws IOException {
    server.setSoTimeout(200);
    for (int count = 0; ; count++) {
      try {
        server.accept().close();
      } catch (SocketTimeoutException noMore) {
        return count;
      }
    }
  }

  @Test
  void oneOfALargeFleetDoesNotKnockSinceTheServerPaysForIt() {
    Client client = new Client(Ports.free());
    Surroundings around = around(10_000, ticker, new RecordingListener());
    Gate<Void> gate = Gate.of("db", client).within(Duration.ofMinutes(2));

    new GateRunner<>(gate, List.of(), around, () -> {}).run();

    assertThat(client.threads).hasSizeBetween(5, 12).startsWith("softstart-db-1", "softstart-db-2");
  }

  @Test
  void aKnockThatIsNotHeardIsOverBeforeTheKernelAsksAgain() throws Exception {
    try (ServerSocket full = new ServerSocket(0, 1, LOOPBACK)) {
      List<Socket> crowd = new ArrayList<>();
      fill(full, crowd);
      Client client = new Client(full.getLocalPort());
      Surroundings around = around(1, Ticker.system(), new RecordingListener());
      Attempts<Void> attempts = new Attempts<>(Gate.of("db", client), around);

      Attempted<Void> attempted = attempts.make(2, around.deadline(), true);

      assertThat(attempted.thrown()).isInstanceOf(SocketTimeoutException.class);
      assertThat(client.threads).as("the client was not asked").isEmpty();
      for (Socket one : crowd) {
        one.close();
      }
    }
  }

  @Test
  void theHostIsLookedUpAnewAfterAWhile() throws Exception {
    Client client = new Client(Ports.free());
    Knock knock = new Knock(client, ticker);
    assertThat(knock.again(LIMIT)).isNull();
    assertThatThrownBy(() -> knock.lookUpAndKnock(LIMIT)).isInstanceOf(ConnectException.class);
    assertThat(knock.again(LIMIT)).isInstanceOf(ConnectException.class);

    ticker.sleep(Deadline.nanos(Duration.ofSeconds(5)));

    assertThat(knock.again(LIMIT)).isNull();
  }

  @Test
  void anInterruptEndsAKnockThatNobodyAnswers() throws Exception {
    try (ServerSocket full = new ServerSocket(0, 1, LOOPBACK)) {
      List<Socket> crowd = new ArrayList<>();
      fill(full, crowd);
      Client client = new Client(full.getLocalPort());
      Knock knock = new Knock(client, ticker);
      assertThatThrownBy(() -> knock.lookUpAndKnock(Duration.ofMillis(100)))
          .isInstanceOf(SocketTimeoutException.class);

      Thread.currentThread().interrupt();

      assertThatThrownBy(() -> knock.again(Duration.ofMinutes(5)))
          .isInstanceOf(InterruptedException.class);
      assertThat(Thread.interrupted()).isFalse();
      for (Socket one : crowd) {
        one.close();
      }
    }
  }

  private static void fill(ServerSocket server, List<Socket> crowd) throws IOException {
    for (int i = 0; i < 50; i++) {
      Socket socket = new Socket();
      crowd.add(socket);
      try {
        socket.connect(new InetSocketAddress(LOOPBACK, server.getLocalPort()), 200);
      } catch (SocketTimeoutException nobodyAccepts) {
        return;
      }
    }
    throw new AssertionError("the backlog never fills");
  }
}
