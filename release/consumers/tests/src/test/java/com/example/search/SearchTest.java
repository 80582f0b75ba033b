package com.example.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.softstart.config.ConfigProblem;
import io.softstart.config.ConfigReader;
import io.softstart.config.ConfigResult;
import io.softstart.config.ConfigSources;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Gate;
import io.softstart.test.FaultyPort;
import io.softstart.test.GateTrial;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SearchTest {
  @Test
  void theConfigurationNamesAllProblems() {
    ConfigResult<SearchConfig> read = read(Map.of("SEARCH_TOKEN", "short"));

    assertEquals(
        List.of("SEARCH_URL", "SEARCH_TOKEN"),
        read.problems().stream().map(ConfigProblem::key).toList());
    assertTrue(
        read(Map.of("SEARCH_URL", "http://search:9200", "SEARCH_TOKEN", "long enough"))
            .value()
            .isPresent());
  }

  @Test
  void theProbeIsTriedOnce() {
    try (FaultyPort port = FaultyPort.answering(503, "red")) {
      assertEquals(
          "the cluster answers 503 red", GateTrial.once(probe(port)).failure().reason());
      port.refuse();
      assertEquals(FailureKind.REFUSED, GateTrial.once(probe(port)).failure().kind());
      port.hang();
      assertEquals(
          FailureKind.TIMED_OUT,
          GateTrial.once(probe(port), Duration.ofMillis(500)).failure().kind());
      port.answer(200, "green");
      assertTrue(GateTrial.once(probe(port)).isOpen());
    }
  }

  @Test
  void theGateIsGivenUpAfterAnHour() {
    try (FaultyPort port = FaultyPort.refusing()) {
      GateTrial<HttpClient> trial =
          GateTrial.run(Gate.of("search", probe(port)), Duration.ofHours(1));

      assertTrue(trial.status().waited().toMinutes() >= 59, trial.toString());
      assertTrue(trial.failures().size() > 100, trial.toString());
    }
  }

  private static ConfigResult<SearchConfig> read(Map<String, String> settings) {
    return ConfigReader.read(List.of(ConfigSources.of("test", settings)), SearchConfig::read);
  }

  private static SearchProbe probe(FaultyPort port) {
    return new SearchProbe(URI.create("http://" + port.address() + "/_cluster/health"));
  }
}
