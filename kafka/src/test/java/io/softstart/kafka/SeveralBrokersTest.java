package io.softstart.kafka;

import static io.softstart.diagnosis.FailureKind.REFUSED;
import static io.softstart.diagnosis.FailureKind.RESET;
import static io.softstart.diagnosis.FailureKind.TIMED_OUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.diagnosis.Failure;
import io.softstart.gate.Gate;
import io.softstart.testkit.Behaviour;
import io.softstart.testkit.FaultyServer;
import io.softstart.testkit.KafkaServer;
import io.softstart.testkit.Ports;
import io.softstart.testkit.TlsFiles;
import io.softstart.trial.Trial;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One of several bootstrap servers is sick: a client goes on to the next, and so does the gate. */
class SeveralBrokersTest {
  private static final Duration SOON = Duration.ofSeconds(15);

  private static KafkaServer kafka;

  @BeforeAll
  static void start() {
    kafka = KafkaServer.create();
    kafka.start();
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @AfterEach
  void nothingIsLeft() throws InterruptedException {
    Leaks.assertNoThreadLeft(Duration.ofSeconds(15));
  }

  static Stream<Arguments> sick() {
    return Stream.of(
        Arguments.of("hangs", Behaviour.hang()),
        Arguments.of("closes", Behaviour.close()),
        Arguments.of("resets", Behaviour.reset()),
        Arguments.of("refuses", Behaviour.refuse()),
        Arguments.of("drops packets", Behaviour.unreachable()),
        Arguments.of("speaks HTTP", Behaviour.http(200, "ok")),
        Arguments.of("speaks something else", Behaviour.send("+OK welcome to this\r\n")),
        Arguments.of("is a proxy to nothing", Behaviour.proxyTo("127.0.0.1", Ports.free())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sick")
  void opensThroughTheOtherWhereTheFirst(String what, Behaviour sick) throws Exception {
    try (FaultyServer first = FaultyServer.with(sick)) {
      assertOpens(first.port() + "", kafka.port() + "");
      assertOpens(kafka.port() + "", first.port() + "");
    }
  }

  @Test
  void opensThroughTheThirdWhereTwoHang() throws Exception {
    try (FaultyServer first = FaultyServer.with(Behaviour.unreachable());
        FaultyServer second = FaultyServer.with(Behaviour.hang())) {
      assertOpens(first.port() + "", second.port() + "", kafka.port() + "");
    }
  }

  /** As a machine that is there and a broker that is not. */
  @Test
  void opensWhereTheFirstIsStoppedBehindItsProxy() throws Exception {
    try (KafkaServer stopped = KafkaServer.create()) {
      stopped.start();
      stopped.pause();
      assertOpens(stopped.port() + "", kafka.port() + "");
    }
  }

  @Test
  void opensBehindTlsWhereTheFirstHangs() throws Exception {
    try (TlsFiles tls = TlsFiles.issuedFor("localhost", "127.0.0.1");
        KafkaServer secure = KafkaServer.builder().tls(tls).build();
        FaultyServer first = FaultyServer.with(Behaviour.hang());
        FaultyServer second = FaultyServer.with(Behaviour.hang())) {
      secure.start();
      Map<String, String> settings = new HashMap<>(secure.clientSettings());
      settings.put("bootstrap.servers", servers(first.port(), second.port(), secure.port()));
      long begun = System.nanoTime();
      try (Trial<Admin> trial = Trial.of(Gate.of("events", KafkaProbe.admin(settings)), LONG)) {
        assertThat(trial.isOpen()).isTrue();
        assertThat(trial.get().describeCluster().nodes().get(30, TimeUnit.SECONDS)).hasSize(1);
      }
      System.out.println("TLS, two hang: " + Duration.ofNanos(System.nanoTime() - begun));
    }
  }

  private static final Duration LONG = Duration.ofSeconds(60);

  private static String servers(int... ports) {
    StringBuilder all = new StringBuilder();
    for (int port : ports) {
      all.append(all.length() == 0 ? "" : ",").append("127.0.0.1:").append(port);
    }
    return all.toString();
  }

  private static void assertOpens(String... ports) throws Exception {
    String servers = "127.0.0.1:" + String.join(",127.0.0.1:", ports);
    long begun = System.nanoTime();
    try (Trial<Admin> trial = Trial.of(Gate.of("events", KafkaProbe.admin(servers)), LONG)) {
      assertThat(trial.isOpen()).as(() -> "opens; " + trial.failures()).isTrue();
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      System.out.println(servers + " opened after " + took.toMillis() + " ms");
      assertThat(took).isLessThan(SOON);
      assertThat(trial.get().describeCluster().nodes().get(5, TimeUnit.SECONDS)).hasSize(1);
    }
  }

  @Test
  void eachOfSeveralIsToldWhereNoneIsWell() {
    try (FaultyServer hangs = FaultyServer.with(Behaviour.hang());
        FaultyServer closes = FaultyServer.with(Behaviour.close())) {
      int free = Ports.free();
      Failure failure = Trial.failure(KafkaProbe.admin(servers(hangs.port(), closes.port(), free)));
      assertThat(failure.kind()).isIn(RESET, TIMED_OUT, REFUSED);
      assertThat(failure.reason())
          .contains("127.0.0.1:" + hangs.port() + " takes connections and says nothing")
          .contains("127.0.0.1:" + closes.port() + " breaks connections off")
          .contains("127.0.0.1:" + free + " is closed");
    }
  }

  /** A broker that may still come is waited for, also where the other speaks another protocol. */
  @Test
  void aWebServerBesideABrokerThatIsDownEndsNothing() {
    try (FaultyServer web = FaultyServer.with(Behaviour.http(200, "ok"))) {
      int free = Ports.free();
      for (String servers : List.of(servers(web.port(), free), servers(free, web.port()))) {
        Failure failure = Trial.failure(KafkaProbe.admin(servers));
        assertThat(failure.kind()).isEqualTo(REFUSED);
        assertThat(failure.reason()).contains("speaks HTTP", "is closed");
      }
    }
  }
}
