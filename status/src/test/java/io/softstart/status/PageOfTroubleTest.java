package io.softstart.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.event.Phase;
import io.softstart.event.PhaseTime;
import io.softstart.gate.GateStatus;
import io.softstart.gate.GateStatus.State;
import io.softstart.gate.Pressure;
import io.softstart.net.Target;
import io.softstart.spi.StartupSnapshot;
import io.softstart.spi.StatusService;
import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.OutputLine;
import io.softstart.testkit.RunningJvm;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The page of starts that hang, or that failed and are held alive, in a real browser. */
class PageOfTroubleTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void aWrongConfigurationIsReadOnThePage() throws Exception {
    ChildJvm wrong = holder().env("HOLDER_PASWORD", "very-secret-77").env("HOLDER_PORT", "x1");
    try (RunningJvm holder = wrong.start();
        Chromium page = Chromium.open(shown(holder))) {
      page.await("document.getElementById('state').innerText === 'Held alive'");
      assertThat(text(page, "doing")).startsWith("Cannot start (exit code 78): HOLDER_PASSWORD");
      assertThat(text(page, "failure"))
          .contains("HOLDER_PASWORD is set: rename it?", "HOLDER_PORT");
      assertThat(text(page, "advice")).contains("SOFTSTART_ON_FAILURE=hold", "SIGTERM");
      assertThat(text(page, "now").split("annot start", -1)).hasSize(2);
      page.shoot("held-configuration");
      assertThat(page.errors()).isEmpty();
    }
  }

  @Test
  void aCrashIsReadOnThePage() throws Exception {
    try (RunningJvm holder = holder().env("HOLDER_PASSWORD", "very-secret-77").start();
        Chromium page = Chromium.open(shown(holder))) {
      page.await("document.getElementById('state').innerText === 'Held alive'");
      assertThat(text(page, "doing")).startsWith("Cannot start (exit code 70): ");
      assertThat(text(page, "failure")).contains("the shelf is empty");
      page.shoot("held-crash");
      assertThat(page.errors()).isEmpty();
    }
  }

  @Test
  void aStartThatHangsSaysWhereAndWhatToDo() throws Exception {
    String deadlock =
        "main is blocked at com.example.orders.warehouse.StockLevels.lock(StockLevels.java:66)"
            + ", while it makes the bean stockLevels; deadlock: main waits for java.lang.Object,"
            + " held by worker; worker waits for java.lang.Object, held by main"
            + "; SOFTSTART_START_LIMIT ends it after 10 min; to do: take the locks in one order everywhere";
    try (Chromium page = serve(Phase.STARTING, deadlock, gate("db", false, State.OPEN))) {
      page.await("document.getElementById('state').innerText === 'Still starting'");
      assertThat(text(page, "doing"))
          .startsWith("The application starts, for 1\u00a0min 12\u00a0s: main is blocked at")
          .endsWith("ends it after 10\u00a0min.");
      assertThat(text(page, "advice")).isEqualTo("To do: take the locks in one order everywhere.");
      page.shoot("hangs");
      assertThat(page.errors()).isEmpty();
    }
  }

  @Test
  void whatKeepsAStartStandsFirst() throws Exception {
    GateStatus[] gates = {
      gate("db", false, State.OPEN),
      gate("cache", true, State.TRYING),
      gate("events", false, State.PENDING),
      gate("payments", false, State.TRYING),
      gate("mail", false, State.FAILED)
    };
    try (Chromium page = serve(Phase.WAITING, "", gates)) {
      page.await("document.querySelectorAll('[data-gate]').length === 5");
      assertThat(
              page.evaluate(
                  "[...document.querySelectorAll('[data-gate]')].sort((a, b) =>"
                      + " a.getBoundingClientRect().top - b.getBoundingClientRect().top)"
                      + ".map(gate => gate.dataset.gate).join()"))
          .isEqualTo("mail,payments,cache,events,db");
      page.shoot("many");
      assertThat(page.errors()).isEmpty();
    }
  }

  @Test
  void theFirstAndTheLastState() throws Exception {
    try (Chromium page = serve(Phase.CONFIGURING, "")) {
      page.await("document.getElementById('state').innerText === 'Begun'");
      page.shoot("begun");
    }
    try (Chromium page = serve(Phase.STARTING, "", gate("db", false, State.OPEN))) {
      page.await("document.getElementById('state').innerText === 'Still starting'");
      page.shoot("starting");
    }
    try (Chromium page = serve(Phase.STOPPED, "", gate("db", false, State.CANCELLED))) {
      page.await("document.getElementById('state').innerText === 'Stopped'");
      page.shoot("stopped");
      assertThat(page.errors()).isEmpty();
    }
  }

  private static ChildJvm holder() {
    return ChildJvm.of(Holder.class)
        .env("SOFTSTART_ON_FAILURE", "hold")
        .env("SOFTSTART_STATUS_PORT", "0");
  }

  private static int shown(RunningJvm holder) {
    OutputLine line = holder.awaitLine("the status is shown on http://127.0.0.1:", LIMIT);
    return Integer.parseInt(line.text().replaceAll(".*:(\\d+)/.*", "$1"));
  }

  private static String text(Chromium page, String id) throws Exception {
    return page.evaluate("document.getElementById('" + id + "').innerText");
  }

  private static GateStatus gate(String name, boolean optional, State state) {
    boolean failed = state == State.TRYING || state == State.FAILED;
    Failure failure =
        Failure.of(
            FailureKind.DENIED,
            "the server refused the login as \""
                + name
                + "-service-account\" to "
                + name
                + ".orders-production.svc.cluster.local:5432",
            "correct ORDERS_" + name.toUpperCase(java.util.Locale.ROOT) + "_PASSWORD");
    return new GateStatus(
        name,
        optional,
        Optional.of(Target.of("tcp://" + name + ".orders-production.svc.cluster.local:5432")),
        state,
        state == State.PENDING ? 0 : 3,
        Duration.ofSeconds(2),
        Duration.ofSeconds(state == State.PENDING ? 0 : 40),
        failed ? Optional.of(failure) : Optional.empty(),
        state == State.FAILED ? Optional.of("waiting does not help") : Optional.empty(),
        Optional.empty(),
        state == State.PENDING ? List.of("payments") : List.of());
  }

  /** The real page, served by the real port, of a startup that stands where the test wants it. */
  private static Chromium serve(Phase phase, String longStart, GateStatus... gates)
      throws Exception {
    PhaseTime last = new PhaseTime(phase, Duration.ofSeconds(2), Duration.ofSeconds(72));
    PhaseTime begun = new PhaseTime(Phase.BEGUN, Duration.ZERO, Duration.ofSeconds(2));
    Duration took = Duration.ofSeconds(74);
    StartupSnapshot snapshot =
        new StartupSnapshot("orders", phase, took, List.of(begun, last), List.of(gates), List.of());
    StatusService.Server server =
        new StatusEndpoints().serve("127.0.0.1", 0, new Source(snapshot, longStart));
    return Chromium.open(URI.create(server.url()).getPort());
  }

  private record Source(StartupSnapshot snapshot, String longStart)
      implements StatusService.Source {
    @Override
    public Map<String, Pressure> pressures() {
      return Map.of();
    }

    @Override
    public Duration budget() {
      return Duration.ofMinutes(5);
    }

    @Override
    public Optional<Duration> left() {
      return Optional.of(Duration.ofMinutes(4));
    }

    @Override
    public Duration uptime() {
      return Duration.ofSeconds(74);
    }

    @Override
    public Optional<String> version() {
      return Optional.of("2.11.0-SNAPSHOT");
    }

    @Override
    public Optional<String> revision() {
      return Optional.of("8f3c1d27aa90b1");
    }
  }
}
