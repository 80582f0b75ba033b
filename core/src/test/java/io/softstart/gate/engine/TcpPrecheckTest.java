package io.softstart.gate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.diagnosis.Diagnosis;
import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.event.StartupEvent.AttemptFailed;
import io.softstart.event.StartupEvent.GateFailed;
import io.softstart.event.StartupEvent.Misbehaved;
import io.softstart.gate.Attempt;
import io.softstart.gate.Backoff;
import io.softstart.gate.Gate;
import io.softstart.gate.GateStatus;
import io.softstart.gate.GateStatus.State;
import io.softstart.gate.Probe;
import io.softstart.net.Target;
import io.softstart.probe.TcpProbe;
import io.softstart.testkit.Ports;
import java.io.EOFException;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real sockets on a fake clock. */
@Timeout(60)
class TcpPrecheckTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final GateTrial trial = new GateTrial(new FakeTicker());

  /** Refuses until something listens, as a client does; and counts how often it was asked. */
  private static class Client implements Probe<String> {
    final List<Integer> asked = new ArrayList<>();
    final CountDownLatch preloaded = new CountDownLatch(1);
    private final int port;
    private final boolean dials;

    Client(int port, boolean dials) {
      this.port = port;
      this.dials = dials;
    }

    @Override
    public String open(Attempt attempt) throws IOException {
      asked.add(attempt.number());
      connect();
      return "client";
    }

    void connect() throws IOException {
      new Socket(LOOPBACK, port).close();
    }

    @Override
    public Optional<Target> target() {
      return Optional.of(Target.of("test", "localhost", port));
    }

    @Override
    public Optional<Target.Endpoint> dials() {
      return dials ? Optional.of(new Target.Endpoint("127.0.0.1", port)) : Optional.empty();
    }

    @Override
    public void preload() {
      preloaded.countDown();
    }
  }

  @Test
  void fromTheFirstAttemptOnTheClientIsAskedTheSecondAndEveryTenthTime() throws Exception {
    int port = Ports.free();
    Client client = new Client(port, true);
    List<ServerSocket> server = new ArrayList<>();
    Backoff listenAfter23 =
        (failures, waited, random) -> {
          try {
            if (failures == 23) {
              server.add(new ServerSocket(port, 5, LOOPBACK));
            }
          } catch (IOException taken) {
            throw new IllegalStateException(taken);
          }
          return Duration.ofMillis(50);
        };

    GateStatus status = trial.run(Gate.of("db", client).backoff(listenAfter23)).state().status();

    assertThat(status.attempts()).isEqualTo(24);
    assertThat(trial.of(AttemptFailed.class))
        .hasSize(23)
        .allSatisfy(failed -> assertThat(failed.failure().kind()).isEqualTo(FailureKind.REFUSED));
    assertThat(client.asked).containsExactly(2, 10, 20, 24);
    assertThat(client.preloaded.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(connectionsTo(server.get(0))).as("one precheck, one client").isEqualTo(2);
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
  void aClosedPortIsToldBeforeAnythingElseIsUp() {
    List<Integer> toldBefore = new ArrayList<>();
    trial.clients = () -> toldBefore.add(trial.of(AttemptFailed.class).size());
    Client client = new Client(Ports.free(), true);
    trial.run(Gate.of("db", client).backoff(Backoff.fixed(Duration.ofMillis(10))).maxAttempts(2));
    // once before its classes are loaded and once before its attempt, the second
    assertThat(toldBefore).isNotEmpty().allMatch(told -> told == 1);
    assertThat(client.asked).containsExactly(2);
  }

  @Test
  void whatComesUpBeforeAClientIsNotChargedToIt() {
    FakeTicker ticker = new FakeTicker();
    GateTrial slow = new GateTrial(ticker);
    slow.clients = () -> ticker.sleep(Duration.ofSeconds(2).toNanos());
    slow.attempt = Duration.ofSeconds(1);
    Client client = new Client(Ports.free(), false);
    slow.run(Gate.of("db", client).maxAttempts(1));
    assertThat(slow.of(AttemptFailed.class)).isEmpty();
    assertThat(slow.of(GateFailed.class))
        .singleElement()
        .satisfies(end -> assertThat(end.failure().kind()).isEqualTo(FailureKind.REFUSED));
    assertThat(client.asked).containsExactly(1);
  }

  @Test
  void aProbeWithoutAClientWaitsForNothing() {
    List<String> awaited = new ArrayList<>();
    trial.clients = () -> awaited.add("logging");
    trial.run(Gate.of("port", TcpProbe.of("127.0.0.1", Ports.free())).maxAttempts(3));
    assertThat(trial.of(AttemptFailed.class)).hasSize(2);
    assertThat(awaited).isEmpty();
  }

  @Test
  void theUsersRulesKnowBetterThanTheBareConnect() {
    Diagnosis late =
        thrown -> Optional.of(Failure.of(FailureKind.STARTING, "it is made at night", "wait"));
    Client client = new Client(Ports.free(), true);
    trial.run(Gate.of("db", client).diagnosing(late).maxAttempts(2));
    assertThat(client.asked).containsExactly(2);
    assertThat(trial.of(AttemptFailed.class))
        .singleElement()
        .satisfies(told -> assertThat(told.failure().kind()).isEqualTo(FailureKind.STARTING));
  }

  @Test
  void aRefusedPrecheckNeverHasTheLastWord() {
    trial.deadline = Duration.ofMillis(200);
    Client elsewhere =
        new Client(Ports.free(), true) {
          @Override
          void connect() {
            // through a proxy that nobody told us of: it is usable all the time
          }
        };
    GateStatus status = trial.run(Gate.of("api", elsewhere)).state().status();
    assertThat(status.state()).isEqualTo(State.OPEN);
    assertThat(status.attempts()).as("the last one, just before the deadline").isLessThan(10);
  }

  @Test
  void theLastOfABoundedNumberOfAttemptsGoesToTheClient() {
    Client client = new Client(Ports.free(), true);
    trial.run(Gate.of("db", client).backoff(Backoff.fixed(Duration.ofMillis(10))).maxAttempts(3));
    assertThat(client.asked).containsExactly(2, 3);
  }

  @Test
  void aServerThatAcceptsIsNotConnectedToTwiceInEachAttempt() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 50, LOOPBACK)) {
      Client client =
          new Client(server.getLocalPort(), true) {
            @Override
            void connect() throws IOException {
              super.connect();
              throw new EOFException("closed right after it was accepted");
            }
          };
      trial.run(Gate.of("db", client).backoff(Backoff.fixed(Duration.ofMillis(1))).maxAttempts(8));
      assertThat(connectionsTo(server)).as("one precheck, eight clients").isEqualTo(9);
    }
  }

  @Test
  void whereItIsNotCertainWhatTheClientDialsThereIsNoPrecheck() {
    Client client = new Client(Ports.free(), false);
    trial.run(Gate.of("db", client).backoff(Backoff.fixed(Duration.ofMillis(10))).maxAttempts(3));
    assertThat(client.asked).containsExactly(1, 2, 3);
  }

  @Test
  void oneOfALargeFleetMakesNoneSinceTheServerPaysForIt() {
    Client client = new Client(Ports.free(), true);
    trial.fleet = 10_000;
    trial.run(Gate.of("db", client).deadline(Duration.ofMinutes(2)));
    assertThat(client.asked).hasSizeBetween(5, 12).startsWith(1, 2);
  }

  @Test
  void aTimeOutIsAVerdictOnlyWhereTheHostHasAnsweredBefore() throws Exception {
    try (ServerSocket full = new ServerSocket(0, 1, LOOPBACK)) {
      List<Socket> crowd = new ArrayList<>();
      fill(full, crowd);
      TcpPrecheck precheck = precheck(full.getLocalPort());
      assertThat(precheck.closed(LIMIT)).as("the client is to find out").isNull();

      for (Socket one : crowd) {
        one.close();
      }
    }
    int port = Ports.free();
    TcpPrecheck precheck = precheck(port);
    assertThat(thrown(precheck)).isInstanceOf(ConnectException.class);
    try (ServerSocket full = new ServerSocket(port, 1, LOOPBACK)) {
      List<Socket> crowd = new ArrayList<>();
      fill(full, crowd);
      assertThat(thrown(precheck)).isInstanceOf(SocketTimeoutException.class);
      for (Socket one : crowd) {
        one.close();
      }
    }
  }

  private static IOException thrown(TcpPrecheck precheck) throws InterruptedException {
    TcpPrecheck.Closed closed = precheck.closed(LIMIT);
    assertThat(closed).isNotNull();
    return closed.thrown();
  }

  private TcpPrecheck precheck(int port) {
    GateSpec<?> gate = GateInternals.spec(Gate.of("db", new Client(port, true)));
    WaitContext context = trial.context();
    TcpPrecheck precheck =
        TcpPrecheck.of(gate, context, new GateEvents(gate, context), new Diagnosers(gate, null));
    assertThat(precheck).isNotNull();
    return precheck;
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

  @Test
  void theProbeIsAskedForItsAddressWhenItIsNeededSoThatItMayChangeItsMind() {
    Client client =
        new Client(Ports.free(), true) {
          @Override
          public Optional<Target.Endpoint> dials() { // its driver is known from an attempt on
            return asked.isEmpty() ? Optional.empty() : super.dials();
          }
        };
    trial.run(Gate.of("db", client).backoff(Backoff.fixed(Duration.ofMillis(10))).maxAttempts(6));
    assertThat(client.asked).containsExactly(1, 2, 6);
  }

  @Test
  void aProbeThatCannotTellItsAddressIsAskedItself() {
    CountDownLatch never = new CountDownLatch(1);
    for (boolean hangs : new boolean[] {false, true}) {
      Client client =
          new Client(Ports.free(), true) {
            @Override
            public Optional<Target.Endpoint> dials() {
              if (hangs) {
                new UninterruptibleWait(never).run();
              }
              throw new IllegalStateException("not known");
            }
          };
      GateTrial told = new GateTrial(new FakeTicker());
      told.run(Gate.of("db", client).backoff(Backoff.fixed(Duration.ofMillis(10))).maxAttempts(4));
      assertThat(client.asked).containsExactly(1, 2, 3, 4);
      assertThat(told.of(Misbehaved.class))
          .singleElement()
          .extracting(Misbehaved::what)
          .isEqualTo(
              hangs
                  ? "its dials() did not answer within 1 s"
                  : "its dials() threw java.lang.IllegalStateException");
    }
    never.countDown();
  }

  private record UninterruptibleWait(CountDownLatch never) implements Runnable {
    @Override
    public void run() {
      while (never.getCount() > 0) {
        try {
          never.await();
        } catch (InterruptedException deaf) {
          // goes on
        }
      }
    }
  }
}
