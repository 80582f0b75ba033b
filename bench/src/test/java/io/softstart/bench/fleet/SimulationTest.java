package io.softstart.bench.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.bench.fleet.Simulation.Start;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SimulationTest {
  private static final Duration MINUTE = Duration.ofSeconds(60);

  private static Outcome run(Capacity server, Strategy strategy, int size, Start start) {
    JvmRandom.seed(7);
    return new Simulation(server, strategy, size, MINUTE, start, 4, 7).run();
  }

  static Stream<Strategy> strategies() {
    return Stream.concat(
        Stream.of(Strategies.ours(), Strategies.told(500)), Strategies.others().stream());
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void theSameSeedGivesTheSameOutcome(Strategy strategy) {
    Outcome once = run(Servers.NARROW, strategy, 500, Start.SPREAD);

    assertThat(once.ready()).isPositive();
    assertThat(run(Servers.NARROW, strategy, 500, Start.SPREAD)).isEqualTo(once);
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void anInstanceAloneGetsInAtItsNextAttempt(Strategy strategy) {
    Outcome alone = run(Servers.ROOMY, strategy, 1, Start.AT_ONCE);

    assertThat(alone.complete()).isTrue();
    assertThat(alone.refused() + alone.wasted()).isZero();
    assertThat(Duration.ofNanos(alone.last())).isLessThan(Duration.ofSeconds(16));
  }

  @ParameterizedTest
  @CsvSource({
    "1, AT_ONCE",
    "100, AT_ONCE",
    "333, AT_ONCE",
    "1000, AT_ONCE",
    "100, SPREAD",
    "1000, SPREAD"
  })
  void upTo1000AreInWithinOneAndAHalfTimesTheIdealOrASecond(int size, Start start) {
    Outcome outcome = run(Servers.ROOMY, Strategies.ours(), size, start);

    long allowed = Math.max(1_000_000_000, Servers.ROOMY.ideal(size) * 3 / 2);
    assertThat(outcome.complete()).isTrue();
    assertThat(outcome.last()).isLessThanOrEqualTo(allowed);
  }

  @ParameterizedTest
  @EnumSource(Start.class)
  void aFleetThatIsToldItsSizeIsInWithinOneAndAFifth(Start start) {
    Outcome outcome = run(Servers.ROOMY, Strategies.told(10_000), 10_000, start);

    assertThat(outcome.complete()).isTrue();
    assertThat(outcome.last()).isLessThanOrEqualTo(Servers.ROOMY.ideal(10_000) * 6 / 5);
    assertThat(outcome.refused()).isLessThan(1_000);
  }

  @Test
  void aServerThatIsOverrunWorksForClientsThatHaveLeft() {
    Strategy hasty =
        Strategies.others().stream()
            .filter(other -> other.name().equals("fixed 1 s"))
            .findFirst()
            .orElseThrow();

    Outcome overrun = run(Servers.SLOW, hasty, 1_000, Start.AT_ONCE);
    Outcome ours = run(Servers.SLOW, Strategies.ours(), 1_000, Start.AT_ONCE);

    assertThat(overrun.complete()).isFalse();
    assertThat(overrun.wasted()).isGreaterThanOrEqualTo(2_000);
    assertThat(ours.complete()).isTrue();
    assertThat(ours.wasted()).isLessThanOrEqualTo(1_000);
  }

  @Test
  void processorsAreSharedEvenly() {
    BusyServer server = new BusyServer(2);
    server.begin(1_000, 100, 1);
    assertThat(server.nextDone()).as("alone at full speed").isEqualTo(1_100);
    for (int job = 2; job <= 4; job++) {
      server.begin(1_050, 100, job);
    }
    assertThat(server.nextDone()).as("four on two: at half of it").isEqualTo(1_150);
    assertThat(server.done(1_150)).isEqualTo(1);
    assertThat(server.nextDone()).as("50 are left, three on two").isEqualTo(1_225);
  }

  @Test
  void anAgendaGivesTheEarliestFirst() {
    Random random = new Random(7);
    Agenda agenda = new Agenda();
    for (int i = 0; i < 5_000; i++) {
      long moment = random.nextInt(10_000);
      agenda.add(moment, -moment);
    }
    List<Long> taken = new ArrayList<>();
    while (!agenda.isEmpty()) {
      assertThat(agenda.next()).isEqualTo(-agenda.take());
      taken.add(agenda.isEmpty() ? Long.MAX_VALUE : agenda.next());
    }
    assertThat(taken).hasSize(5_000).isSorted();
  }
}
