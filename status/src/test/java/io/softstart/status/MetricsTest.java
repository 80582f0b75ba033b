package io.softstart.status;

import static io.softstart.status.Http.bodyOf;
import static io.softstart.status.Http.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.softstart.config.ConfigSource;
import io.softstart.config.ConfigSources;
import io.softstart.gate.Gate;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What Prometheus reads. */
class MetricsTest {
  private static final ConfigSource TOLD =
      ConfigSources.of(
          "test", Map.of("SOFTSTART_VERSION", "1.4.2 \"beta\"\\", "SOFTSTART_REVISION", "ab12"));

  @Test
  void tellsTheStartAndItsGates() throws Exception {
    Gate<?> search = Gate.check("search", attempt -> {});
    try (Waiting shop = new Waiting(options -> options.sources(TOLD), search.optional())) {
      String answer = get(shop.port, "/metrics");
      assertThat(answer).contains("Content-Type: text/plain; version=0.0.4; charset=utf-8");
      assertThat(bodyOf(answer).lines())
          .contains(
              "softstart_info{application=\"shop\",version=\"1.4.2 \\\"beta\\\"\\\\\",revision=\"ab12\"} 1",
              "softstart_ready 0",
              "softstart_phase{phase=\"waiting\"} 1",
              "softstart_starts_total 1",
              "softstart_failed_starts_in_a_row 0",
              "softstart_gate_state{gate=\"db\",state=\"trying\"} 1",
              "softstart_gate_state{gate=\"db\",state=\"open\"} 0",
              "softstart_gate_failing{gate=\"db\",optional=\"false\",kind=\"REFUSED\",verdict=\"wait\"} 1")
          .anyMatch(
              line -> line.matches("softstart_gate_wait_seconds\\{gate=\"db\"} \\d+\\.\\d{3}"));
      shop.open();
      assertThat(bodyOf(get(shop.port, "/actuator/prometheus")).lines())
          .contains("softstart_ready 1", "softstart_gate_state{gate=\"db\",state=\"open\"} 1")
          .noneMatch(line -> line.startsWith("softstart_gate_failing{"));
    }
  }

  @Test
  void promtoolFindsNothingToCorrect() throws Exception {
    Path promtool = Path.of("/usr/bin/promtool");
    assumeTrue(Files.isExecutable(promtool), "no promtool");
    try (Waiting shop = new Waiting(options -> options.sources(TOLD))) {
      Process check =
          new ProcessBuilder(promtool.toString(), "check", "metrics")
              .redirectErrorStream(true)
              .start();
      check
          .getOutputStream()
          .write(bodyOf(get(shop.port, "/metrics")).getBytes(StandardCharsets.UTF_8));
      check.getOutputStream().close();
      String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(check.waitFor()).as(said).isZero();
    }
  }

  @Test
  void aVersionIsCutAndPrintable() throws Exception {
    ConfigSource told =
        ConfigSources.of("test", Map.of("SOFTSTART_VERSION", "1.4\n" + "x".repeat(300)));
    try (Waiting shop = new Waiting(options -> options.sources(told))) {
      assertThat(bodyOf(get(shop.port, "/metrics")).lines())
          .anyMatch(line -> line.contains("version=\"1.4 " + "x".repeat(96) + "\""));
    }
  }

  @Test
  void aPublicNameIsToldNothing() throws Exception {
    try (Waiting shop = new Waiting(options -> options)) {
      for (String path : new String[] {"/metrics", "/actuator/prometheus"}) {
        String request = "GET " + path + " HTTP/1.1\r\nHost: attacker.example\r\n\r\n";
        assertThat(Http.send(shop.port, request))
            .startsWith("HTTP/1.1 421 ")
            .doesNotContain("shop");
      }
    }
  }

  @Test
  void promtoolAgreesWithTheAlertRules() throws Exception {
    Path promtool = Path.of("/usr/bin/promtool");
    assumeTrue(Files.isExecutable(promtool), "no promtool");
    Process test =
        new ProcessBuilder(promtool.toString(), "test", "rules", "alerts.test.yml")
            .directory(Path.of("../examples/deploy").toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(test.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(test.waitFor()).as(said).isZero();
  }
}
