package io.softstart.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.bench.faults.FaultMatrix.Row;
import io.softstart.testkit.JvmResult;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Plays the quick scenarios always and all of them in the group of long tests. */
class FaultMatrixTest {
  private static final int QUICK = 12;
  private static final int WANTED = 60;

  @Test
  void quickScenariosGoAsExpected() throws Exception {
    List<Row> rows = FaultMatrix.play((area, scenario) -> scenario.quick(), System.out);
    assertThat(rows).hasSizeGreaterThanOrEqualTo(QUICK).noneMatch(Row::failed);
  }

  @Test
  @Tag("long")
  void allScenariosGoAsExpected() throws Exception {
    List<Row> rows = FaultMatrix.play((area, scenario) -> true, System.out);
    assertThat(rows).hasSizeGreaterThanOrEqualTo(WANTED).noneMatch(Row::failed);
  }

  @Test
  void namesAreUnique() {
    for (Area area : Area.values()) {
      Set<String> names = new HashSet<>();
      assertThat(area.scenarios()).isNotEmpty().allMatch(scenario -> names.add(scenario.name()));
    }
  }

  private static final Scenario REFUSED_THEN_OPENS =
      Scenario.of("x", given -> List.of(), stage -> {})
          .meets("REFUSED", "STARTING*")
          .atMostAttempts(1);
  private static final String OPENED = "failed db REFUSED\nopened db 2000000000\nopens\n";

  private static List<String> complaints(
      Scenario scenario, int exit, String stdout, String stderr) {
    JvmResult jvm = new JvmResult(exit, stdout, stderr, Duration.ofSeconds(3));
    return Outcome.of(
            scenario, jvm, 1_000_000_000L, 3_000_000_000L, OptionalInt.empty(), List.of("p4zz"), 1)
        .complaints();
  }

  /** The matrix must be able to fail. */
  @Test
  void whatIsNotAsExpectedIsSaid() {
    Scenario good = REFUSED_THEN_OPENS;
    assertThat(complaints(good, 0, OPENED, "line\n")).isEmpty();
    assertThat(complaints(good, 0, OPENED.replace("REFUSED", "RESET"), ""))
        .containsExactly("verdicts", "too many attempts");
    assertThat(complaints(good, 0, "failed db STARTING\n" + OPENED, ""))
        .contains("verdicts", "too many attempts");
    assertThat(complaints(good, 69, "failed db REFUSED\n", "")).containsExactly("result");
    assertThat(complaints(good.within(Duration.ofMillis(900)), 0, OPENED, ""))
        .containsExactly("too late");
    assertThat(complaints(good, 0, OPENED.replace("2000000000", "1"), ""))
        .containsExactly("opened before it was usable");
    assertThat(complaints(good.atMostLines(1), 0, OPENED, "1\n2\n"))
        .containsExactly("too many lines");
    assertThat(complaints(good.saying("why"), 0, OPENED, "no"))
        .containsExactly("does not say: why");
    assertThat(complaints(good, 0, OPENED, "a p4zz")).containsExactly("tells a secret");
  }

  @Test
  void whatIsMissingHereIsSaid() {
    Scenario scenario = REFUSED_THEN_OPENS.needing("a", () -> true).needing("b", () -> false);
    assertThat(scenario.obstacle()).contains("b");
  }
}
