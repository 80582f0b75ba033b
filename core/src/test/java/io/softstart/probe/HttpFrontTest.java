package io.softstart.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.net.ServiceUrl;
import io.softstart.redact.Redactor;
import io.softstart.testkit.Behaviour;
import io.softstart.testkit.FaultyServer;
import io.softstart.testkit.Ports;
import io.softstart.trial.Trial;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What stands before an HTTP server: a login, gateways, proxies. */
class HttpFrontTest {
  private static Failure failure(int status, String server, String body) {
    Behaviour answers = Behaviour.http(status, Map.of("Server", server), body);
    try (FaultyServer front = FaultyServer.with(answers)) {
      return Trial.failure(
          HttpProbe.get(ServiceUrl.of("http://127.0.0.1:" + front.port() + "/health")));
    }
  }

  @Test
  void envoysOwnAnswersAreToldAsSuch() {
    Failure none = failure(503, "envoy", "no healthy upstream");
    assertThat(none.kind()).isEqualTo(FailureKind.STARTING);
    assertThat(none.reason()).contains("in front of", "503 (Envoy: no healthy upstream)");
    Failure refused =
        failure(503, "istio-envoy", "upstream connect error or disconnect/reset before headers");
    assertThat(refused.kind()).isEqualTo(FailureKind.STARTING);
    assertThat(refused.reason()).contains("Envoy: upstream connect error");
    assertThat(refused.action()).contains("behind it");
  }

  @Test
  void aGatewayWithoutARouteIsToldAsSuch() {
    for (String body :
        new String[] {
          "", "default backend - 404", "{\"message\":\"no Route matched with those values\"}"
        }) {
      Failure failure = failure(404, "envoy", body);
      assertThat(failure.kind()).isEqualTo(FailureKind.NOT_YET);
      assertThat(failure.reason()).contains("in front of");
      assertThat(failure.action()).contains("route");
    }
  }

  @Test
  void theServersOwnAnswersStayItsOwn() {
    assertThat(failure(503, "nginx", "{\"status\":\"DOWN\"}").reason()).doesNotContain("in front");
    assertThat(failure(404, "nginx", "Not found").reason()).doesNotContain("in front");
  }

  @Test
  void userInfoIsSentAsBasicAndMasked() throws Exception {
    try (ServerSocket server = new ServerSocket(0)) {
      CompletableFuture<String> request = CompletableFuture.supplyAsync(() -> answer(server));
      ServiceUrl url =
          ServiceUrl.of("http://ops:p%40ss%2Bword+1@127.0.0.1:" + server.getLocalPort() + "/");
      try (Trial<Void> trial = Trial.once(HttpProbe.get(url))) {
        assertThat(trial.isOpen()).isTrue();
      }
      assertThat(request.get(10, TimeUnit.SECONDS))
          .contains("Authorization: Basic b3BzOnBAc3Mrd29yZCsx");
      assertThat(Redactor.redact("p@ss+word+1 and b3BzOnBAc3Mrd29yZCsx"))
          .doesNotContain("p@ss", "b3Bz");
    }
  }

  private static String answer(ServerSocket server) {
    try (Socket socket = server.accept()) {
      byte[] bytes = new byte[4_096];
      int length = socket.getInputStream().read(bytes);
      socket
          .getOutputStream()
          .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      return new String(bytes, 0, length, StandardCharsets.UTF_8);
    } catch (java.io.IOException broken) {
      throw new java.io.UncheckedIOException(broken);
    }
  }

  @Test
  void aProxyThatIsDownIsNotBlamedOnTheTarget() {
    System.setProperty("http.proxyHost", "127.0.0.1");
    System.setProperty("http.proxyPort", Integer.toString(Ports.free()));
    try {
      Failure failure =
          Trial.failure(HttpProbe.get(ServiceUrl.of("http://only-the-proxy-knows.invalid/")));
      assertThat(failure.kind()).isEqualTo(FailureKind.REFUSED);
      assertThat(failure.reason()).startsWith("the proxy through which");
      System.setProperty("http.proxyHost", "no-such-proxy.invalid");
      Failure unknown =
          Trial.failure(HttpProbe.get(ServiceUrl.of("http://only-the-proxy-knows.invalid/")));
      assertThat(unknown.kind()).isEqualTo(FailureKind.UNRESOLVED);
      assertThat(unknown.reason()).startsWith("the proxy through which");
    } finally {
      System.clearProperty("http.proxyHost");
      System.clearProperty("http.proxyPort");
    }
  }
}
