package io.softstart.gate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.RecordingListener;
import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.event.StartupEvent.GateDegraded;
import io.softstart.framework.AdvisoryGates;
import io.softstart.gate.AnyGate;
import io.softstart.gate.Gate;
import io.softstart.gate.GateStatus;
import io.softstart.gate.GateStatus.State;
import io.softstart.gate.Probe;
import io.softstart.time.Stopwatch;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Gates that delay a startup and never end it, and the application's own client behind them. */
@Timeout(30)
class AdvisoryGateTest {
  private final FakeTicker ticker = new FakeTicker();
  private final RecordingListener events = new RecordingListener();
  private final AtomicInteger attempts = new AtomicInteger();
  private boolean hold;
  private GateEngine engine = engine();

  private GateEngine engine() {
    return new GateEngine(
        new Stopwatch(ticker),
        new WaitLimits(
            Duration.ofMinutes(5), Duration.ofSeconds(10), Duration.ofSeconds(30), 1, hold, null),
        null,
        events);
  }

  @AfterEach
  void close() {
    engine.close(false);
  }

  private Gate<Void> failing(FailureKind kind, int times) {
    return Gate.check(
        "db",
        attempt -> {
          if (attempts.incrementAndGet() <= times) {
            throw attempt.notReady(Failure.of(kind, "no", "do it"));
          }
        });
  }

  private GateStatus status(String name) {
    return engine.statuses().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void itIsWaitedForUntilItOpens() throws Exception {
    assertThat(engine.await(AdvisoryGates.advisory(failing(FailureKind.REFUSED, 7)))).isPresent();
    assertThat(status("db").state()).isEqualTo(State.OPEN);
    assertThat(events.of(GateDegraded.class)).isEmpty();
  }

  @Test
  void itsDeadlineEndsTheWaitAndNotTheStartup() throws Exception {
    assertThat(
            engine.await(AdvisoryGates.advisory(failing(FailureKind.REFUSED, Integer.MAX_VALUE))))
        .isPresent();
    assertThat(status("db").state()).isEqualTo(State.FAILED);
    assertThat(status("db").waited()).isGreaterThan(Duration.ofMinutes(4));
    assertThat(status("db").why()).hasValueSatisfying(why -> assertThat(why).contains("decides"));
  }

  @Test
  void itDoubtsAfterOneLogin() throws Exception {
    assertThat(engine.await(AdvisoryGates.advisory(failing(FailureKind.DENIED, Integer.MAX_VALUE))))
        .isPresent();
    assertThat(attempts).hasValue(1);
    assertThat(status("db").lastFailure().orElseThrow().kind()).isEqualTo(FailureKind.DENIED);
  }

  @Test
  void itDoubtsAtOnceWhereTheEvidenceLiesInThisProcess() throws Exception {
    assertThat(engine.await(AdvisoryGates.advisory(failing(FailureKind.MISCONFIGURED, 9))))
        .isPresent();
    assertThat(attempts).hasValue(1);
  }

  @Test
  void aProcessThatIsHeldAliveDoesNotWaitForItOnAndOn() throws Exception {
    hold = true;
    engine = engine();
    assertThat(engine.await(AdvisoryGates.advisory(failing(FailureKind.DENIED, Integer.MAX_VALUE))))
        .isPresent();
    assertThat(status("db").state()).isEqualTo(State.FAILED);
  }

  @Test
  void whatComesAfterItBeginsWhenItIsGivenUp() throws Exception {
    AnyGate<Void> db = AdvisoryGates.advisory(failing(FailureKind.MISCONFIGURED, 9));
    assertThat(engine.await(Gate.check("next", attempt -> {}).after((Gate<Void>) db))).isPresent();
    assertThat(status("next").state()).isEqualTo(State.OPEN);
  }

  @Test
  void theApplicationsOwnClientTakesItsPlaceWithTheWholeGrace() throws Exception {
    AnyGate<Void> db = AdvisoryGates.advisory(failing(FailureKind.DENIED, Integer.MAX_VALUE));
    engine.await(db);
    AtomicInteger asked = new AtomicInteger();
    Probe<Void> own =
        attempt -> {
          if (asked.incrementAndGet() < 3) {
            throw attempt.notReady(Failure.of(FailureKind.DENIED, "no", "do it"));
          }
          return null;
        };
    assertThat(engine.await(AdvisoryGates.askedBy(db, own))).isPresent();
    assertThat(engine.statuses()).hasSize(1);
    assertThat(status("db").state()).isEqualTo(State.OPEN);
    assertThat(status("db").attempts()).isEqualTo(3);
  }

  @Test
  void whatNobodyNeedsIsForgotten() throws Exception {
    AnyGate<Void> db = AdvisoryGates.advisory(failing(FailureKind.REFUSED, Integer.MAX_VALUE));
    engine.begin(db);
    engine.drop(db);
    assertThat(engine.await(Gate.check("other", attempt -> {}))).isPresent();
    assertThat(engine.statuses()).extracting(GateStatus::name).containsExactly("other");
  }
}
