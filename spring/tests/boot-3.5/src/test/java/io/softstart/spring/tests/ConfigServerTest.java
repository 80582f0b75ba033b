package io.softstart.spring.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.softstart.spring.apps.bare.BareApplication;
import io.softstart.testkit.JvmResult;
import io.softstart.testkit.Ports;
import io.softstart.testkit.RunningJvm;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The client of Spring Cloud Config, whose server comes late: case 25. */
@OneJdk
class ConfigServerTest {
  private static final String ANSWER =
      "{\"name\":\"bare\",\"profiles\":[\"default\"],\"propertySources\":"
          + "[{\"name\":\"remote\",\"source\":{\"softstart.gates.billing.url\":\"tcp://%s\"}}]}";

  private final int port = Ports.free();
  private final String server = "http://127.0.0.1:" + port;

  @BeforeAll
  static void start() {}

  private static FieldCase importing(String location) {
    return FieldCase.of(BareApplication.class)
        .with(
            "spring-cloud-(config-client|commons|context)|spring-web|httpc(lient|ore)5(-h2)?|"
                + "spring-security-crypto|commons-codec")
        .args("--spring.config.import=" + location);
  }

  @Test
  void aConfigServerThatIsLateIsWaitedForAndItsValuesAreUsed() throws IOException {
    FieldCase importing = importing("configserver:" + server);
    importing.control(1);
    try (RunningJvm app = importing.withStarter().start()) {
      app.awaitLine("spring.config.import is not ready", FieldCase.LIMIT);
      HttpServer late = late();
      try {
        JvmResult result = app.awaitExit(FieldCase.LIMIT);
        assertThat(result.exitCode()).as(result.stdout() + result.stderr()).isZero();
        assertThat(result.stdout()).contains("billing is open after", "READY after");
      } finally {
        late.stop(0);
      }
    }
  }

  @Test
  void whatIsOptionalIsNotWaitedFor() {
    FieldCase optional = importing("optional:configserver:" + server);
    optional.control(0);
    assertThat(optional.ends(0)).contains("READY after").doesNotContain("is not ready");
  }

  @Test
  void whatTheClientIsToldNotToAskIsNotWaitedFor() {
    for (String said :
        new String[] {
          "--spring.cloud.config.enabled=false", "--spring.cloud.config.discovery.enabled=true"
        }) {
      assertThat(importing("configserver:" + server).args(said).ends(1))
          .doesNotContain("is not ready");
    }
  }

  @Test
  void severalServersAreForTheClientToChooseFrom() {
    assertThat(importing("configserver:" + server + "," + server).ends(1))
        .doesNotContain("is not ready");
  }

  @Test
  void aUrlThatIsNoneIsForSpringToReport() {
    FieldCase malformed = importing("configserver:http://[bad");
    malformed.control(1);
    assertThat(malformed.ends(1)).doesNotContain("is not ready", "io.softstart.net");
  }

  private HttpServer late() throws IOException {
    HttpServer late =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
    late.createContext(
        "/",
        exchange -> {
          boolean known = exchange.getRequestURI().getPath().startsWith("/application");
          byte[] body = ANSWER.formatted("127.0.0.1:" + port).getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(known ? 200 : 404, body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    late.start();
    return late;
  }
}
