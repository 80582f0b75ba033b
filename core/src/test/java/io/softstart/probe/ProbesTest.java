package io.softstart.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.softstart.GateException;
import io.softstart.Startup;
import io.softstart.StartupOptions;
import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Gate;
import io.softstart.gate.Probe;
import io.softstart.net.ServiceUrl;
import io.softstart.testkit.Behaviour;
import io.softstart.testkit.FaultyServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Both probes against a server that misbehaves on a real socket. */
@Timeout(60)
class ProbesTest {
  private static final String ANOTHER = "SSH-2.0-OpenSSH_9.2\r\n";

  /** Of what is waited for until the deadline. */
  private static Failure failureOf(Probe<Void> probe) {
    return failureOf(probe, Duration.ofMillis(900));
  }

  /** Of what is not waited for: a cold TLS may take its time. */
  private static Failure failureAtOnce(Probe<Void> probe) {
    return failureOf(probe, Duration.ofSeconds(30));
  }

  private static Failure failureOf(Probe<Void> probe, Duration deadline) {
    Startup startup =
        Startup.begin(StartupOptions.of("test").embedded().deadline(deadline).grace(Duration.ZERO));
    try {
      startup.await(Gate.of("it", probe));
      throw new AssertionError("it opened");
    } catch (GateException failed) {
      return failed.failures().get("it");
    } finally {
      startup.close();
    }
  }

  private static void opens(Probe<Void> probe) {
    Startup startup =
        Startup.begin(StartupOptions.of("test").embedded().deadline(Duration.ofSeconds(20)));
    startup.await(Gate.of("it", probe));
    startup.close();
  }

  private static TcpProbe tcp(FaultyServer server) {
    return TcpProbe.of("127.0.0.1", server.port());
  }

  private static HttpProbe http(FaultyServer server) {
    return HttpProbe.get(ServiceUrl.of("http://127.0.0.1:" + server.port() + "/health"));
  }

  @Test
  void refusedIsTold() {
    try (FaultyServer server = FaultyServer.with(Behaviour.refuse())) {
      String address = "127.0.0.1:" + server.port();
      for (Probe<Void> probe : List.of(tcp(server), http(server))) {
        Failure failure = failureOf(probe);
        assertThat(failure.kind()).isEqualTo(FailureKind.REFUSED);
        assertThat(failure.reason()).isEqualTo("nothing listens on " + address);
      }
    }
  }

  @Test
  void charactersThatOnlyUrisForbid() {
    Behaviour ok = Behaviour.http(200, "ok");
    try (FaultyServer server = FaultyServer.with(ok)) {
      String host = "http://127.0.0.1:" + server.port();
      for (String path : List.of("/a b", "/q?query=up{job=\"x\"}", "/q?a=b|c", "/100%", "/ä^`\\")) {
        opens(HttpProbe.get(ServiceUrl.of(host + path)));
      }
    }
  }

  @Test
  void aHeaderThatTheJdkDoesNotSendIsTold() {
    try (FaultyServer server = FaultyServer.with(Behaviour.http(404, "no"))) {
      Failure failure = failureOf(http(server).sending("Host", "shop.internal"));
      assertThat(failure.action()).contains("does not send the header Host");
      assertThat(failureOf(http(server).sending("Authorization", "x")).action())
          .doesNotContain("does not send");
    }
  }

  @Test
  void acceptThenCloseIsNotReady() {
    try (FaultyServer server = FaultyServer.with(Behaviour.close())) {
      assertThat(failureOf(tcp(server)).kind()).isEqualTo(FailureKind.RESET);
      assertThat(failureOf(http(server)).kind()).isEqualTo(FailureKind.RESET);
      server.behave(Behaviour.reset());
      assertThat(failureOf(tcp(server)).kind()).isEqualTo(FailureKind.RESET);
      assertThat(failureOf(http(server)).kind()).isEqualTo(FailureKind.RESET);
    }
  }

  @Test
  void aSilentServerIsUpForTcpButNotForHttp() {
    try (FaultyServer server = FaultyServer.with(Behaviour.hang())) {
      opens(tcp(server));
      assertThat(failureOf(http(server)).kind()).isEqualTo(FailureKind.TIMED_OUT);
    }
  }

  @Test
  void aServerThatSpeaksFirstIsUpForTcp() {
    try (FaultyServer server = FaultyServer.with(Behaviour.send("220 hello\r\n"))) {
      opens(tcp(server));
    }
  }

  @Test
  void namesThatDoNotResolveAreTold() {
    Failure failure = failureOf(TcpProbe.of("no-such-host.invalid", 80));
    assertThat(failure.kind()).isEqualTo(FailureKind.UNRESOLVED);
    assertThat(failure.reason()).isEqualTo("the host name no-such-host.invalid does not resolve");
    assertThat(failureOf(HttpProbe.get(ServiceUrl.of("http://no-such-host.invalid/"))).kind())
        .isEqualTo(FailureKind.UNRESOLVED);
  }

  @Test
  void anotherProtocolIsTold() {
    try (FaultyServer server = FaultyServer.with(Behaviour.send(ANOTHER))) {
      assertThat(failureAtOnce(http(server)).kind()).isEqualTo(FailureKind.WRONG_PROTOCOL);
      HttpProbe tls = HttpProbe.get(ServiceUrl.of("https://127.0.0.1:" + server.port() + "/"));
      assertThat(failureAtOnce(tls).kind()).isEqualTo(FailureKind.NO_TLS);
    }
  }

  @Test
  void plainHttpOnATlsUrlIsTold() {
    Behaviour plain = Behaviour.readSome().then(Behaviour.send("HTTP/1.1 400 Bad Request\r\n\r\n"));
    try (FaultyServer server = FaultyServer.with(plain)) {
      HttpProbe tls = HttpProbe.get(ServiceUrl.of("https://127.0.0.1:" + server.port() + "/"));
      Failure failure = failureAtOnce(tls);
      assertThat(failure.kind()).isEqualTo(FailureKind.NO_TLS);
      assertThat(failure.reason()).contains("does not speak TLS");
    }
  }

  @Test
  void statusesHaveTheirVerdicts() {
    Map<Integer, FailureKind> kinds =
        Map.of(
            503, FailureKind.STARTING,
            429, FailureKind.OVERLOADED,
            401, FailureKind.REJECTED,
            404, FailureKind.NOT_YET,
            500, FailureKind.NOT_YET,
            302, FailureKind.NOT_YET);
    kinds.forEach(
        (status, kind) -> {
          try (FaultyServer server = FaultyServer.with(Behaviour.http(status, "no"))) {
            Failure failure = failureOf(http(server));
            assertThat(failure.kind()).as("" + status).isEqualTo(kind);
            assertThat(failure.reason()).contains("/health answers " + status);
          }
        });
  }

  @Test
  void retryAfterIsTheHint() {
    Map<String, String> headers = Map.of("Retry-After", "7");
    try (FaultyServer server = FaultyServer.with(Behaviour.http(503, headers, "no"))) {
      assertThat(failureOf(http(server)).retryAfter()).contains(Duration.ofSeconds(7));
    }
  }

  @Test
  void statusHeaderAndBodyAreChecked() {
    Map<String, String> headers = Map.of("X-State", "warm");
    try (FaultyServer server = FaultyServer.with(Behaviour.http(204, headers, ""))) {
      opens(http(server));
      opens(http(server).status(200, 204).header("X-State", "^warm$"));
      assertThat(failureOf(http(server).status(200)).reason()).endsWith("answers 204");
      assertThat(failureOf(http(server).header("X-State", "hot")).reason())
          .contains("its header X-State has no match for hot");
    }
    try (FaultyServer server = FaultyServer.with(Behaviour.http(200, "{\"status\":\"UP\"}"))) {
      opens(http(server).body("\"status\"\\s*:\\s*\"UP\""));
      assertThat(failureOf(http(server).body("GREEN")).kind()).isEqualTo(FailureKind.NOT_YET);
    }
  }

  @Test
  void aHeaderIsSent() {
    try (FaultyServer server = FaultyServer.with(Behaviour.http(200, "ok"))) {
      opens(http(server).sending("Authorization", "Bearer t0ken-t0ken"));
      assertThat(new String(server.received(0), StandardCharsets.UTF_8))
          .contains("Authorization: Bearer t0ken-t0ken");
    }
  }

  @Test
  void aServerThatHealsIsReady() {
    try (FaultyServer server =
        FaultyServer.with(Behaviour.close().times(3), Behaviour.http(200, "ok"))) {
      opens(http(server));
      assertThat(server.accepted()).isEqualTo(4);
    }
  }

  @Test
  void badArgumentsAreRefusedWithoutRepeatingAUrl() {
    assertThatThrownBy(() -> TcpProbe.of("h", 70_000))
        .hasMessage("port: 70000 is not between 1 and 65535");
    assertThatThrownBy(() -> HttpProbe.get(ServiceUrl.of("ftp://u:S3CRET@h/")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("S3CRET");
    assertThat(HttpProbe.get(ServiceUrl.of("http://u:S3CRET@h/")).target().orElseThrow())
        .hasToString("http://h:80");
  }
}
