package io.softstart.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.history.StartRecord.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class FailureStreakTest {
  private static final long NOW = Duration.ofDays(20_000).toMillis();
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static StartRecord start(Outcome outcome, int minutesAgo, String cause) {
    long at = NOW - minutesAgo * 60_000L;
    return new StartRecord(
        "1-a",
        at,
        at,
        outcome,
        cause,
        cause,
        "c0ffee",
        "pod boot",
        OptionalLong.of(3),
        OptionalLong.empty(),
        "",
        "");
  }

  private static String sentence(StartRecord... starts) {
    return new FailureStreak(List.of(starts), NOW, () -> "").sentence("c0ffee");
  }

  @Test
  void countsWithinTheHourUpToTheLastGoodStart() {
    StartRecord failed = start(Outcome.FAILED, 2, "db DENIED");
    assertThat(sentence()).isEmpty();
    assertThat(sentence(failed))
        .isEqualTo("the last start failed 2 min ago: db DENIED. The configuration is unchanged");
    assertThat(sentence(start(Outcome.FAILED, 61, "old"))).isEmpty();
    assertThat(sentence(failed, start(Outcome.STOPPED, 1, ""))).isEmpty();
    assertThat(sentence(failed, start(Outcome.READY, 1, ""))).as("another instance").isNotEmpty();
    assertThat(sentence(failed, start(Outcome.LOST, 1, "OOM")))
        .isEqualTo("the last run, which was ready, ended without a message: OOM");
    assertThat(sentence(start(Outcome.VANISHED, 1, "killed")))
        .startsWith("the last start ended without a message 1 min ago: killed");
  }

  @Test
  void historyIsGroupedByCause() {
    StartRecord db = start(Outcome.FAILED, 9, "db REFUSED");
    StartRecord other = start(Outcome.FAILED, 2, "port taken");
    StartRecord killed = start(Outcome.VANISHED, 1, "OOM");
    assertThat(sentence(db, db, db))
        .isEqualTo(
            "the last 3 starts failed with the same cause: db REFUSED (the first 9 min ago)."
                + " The configuration is unchanged");
    assertThat(sentence(db, db, other))
        .startsWith("2 of the last 3 starts failed with the same cause: db REFUSED (the first ")
        .contains("; the last one: port taken");
    assertThat(sentence(other, db, db))
        .startsWith("2 of the last 3 starts failed with the same cause: db REFUSED (the first ")
        .doesNotContain("the last one");
    assertThat(sentence(db, other, killed))
        .startsWith("the last 3 starts failed, each with another cause (the first 9 min ago); ")
        .contains("the last one: ended without a message, OOM");
  }

  @Test
  void aStartThatASignalStoppedIsNoFailureAndResetsNothing() {
    StartRecord db = start(Outcome.FAILED, 9, "db REFUSED");
    StartRecord stopped = start(Outcome.STOPPED_EARLY, 1, "stopped by SIGTERM");
    assertThat(sentence(stopped)).isEmpty();
    assertThat(sentence(db, stopped)).startsWith("1 of the last 2 starts failed 9 min ago: db");
    assertThat(sentence(db, db, stopped, db, stopped, db, db, db))
        .startsWith("6 of the last 8 starts failed with the same cause: db REFUSED (the first ");
    FailureStreak streak = new FailureStreak(List.of(db, stopped, db, stopped), NOW, () -> "");
    assertThat(streak.repeated("db REFUSED", "c0ffee")).isEqualTo(2);
  }

  @Test
  void pausesOnlyForTheSameCauseAndConfigurationAndGrowsToItsCap() {
    StartRecord failed = start(Outcome.FAILED, 2, "db");
    FailureStreak past =
        new FailureStreak(
            List.of(start(Outcome.FAILED, 3, "other"), failed, failed), NOW, () -> "");
    assertThat(past.repeated("db", "c0ffee")).isEqualTo(2);
    assertThat(past.repeated("db", "changed")).isZero();
    assertThat(past.repeated("other", "c0ffee")).isZero();
    assertThat(FailureStreak.pause(0, MINUTE)).isZero();
    assertThat(FailureStreak.pause(1, MINUTE)).isEqualTo(Duration.ofSeconds(1));
    assertThat(FailureStreak.pause(4, MINUTE)).isEqualTo(Duration.ofSeconds(8));
    assertThat(FailureStreak.pause(7, MINUTE)).isEqualTo(MINUTE);
    assertThat(FailureStreak.pause(Integer.MAX_VALUE, MINUTE)).isEqualTo(MINUTE);
  }

  @Property
  void whatIsWrittenCanBeRead(@ForAll @StringLength(max = 400) String cause) {
    StartRecord start = start(Outcome.STARTING, 0, "").vanished(cause);
    String line = RecordLine.of(start);
    assertThat(line).doesNotContain("\n");
    StartRecord read = RecordLine.read(line);
    assertThat(read).isNotNull();
    assertThat(read.oomKills()).hasValue(3);
    assertThat(read.outcome()).isEqualTo(Outcome.VANISHED);
  }

  @Property
  void aDamagedLineIsNotTakenForOne(@ForAll @IntRange(max = 60) int at, @ForAll char other) {
    String line = RecordLine.of(start(Outcome.FAILED, 0, "db DENIED"));
    String damaged = line.substring(0, at % line.length()) + other + line.substring(at + 1);
    assertThat(RecordLine.read(damaged) == null || damaged.equals(line)).isTrue();
  }

  @Test
  void aClockThatWasSetBackMakesNoTimeOfZeroAndEndsTheRowWhereItWasFarAhead() {
    StartRecord ahead = start(Outcome.FAILED, -5, "db REFUSED");
    assertThat(sentence(ahead))
        .isEqualTo("the last start failed: db REFUSED. The configuration is unchanged");
    assertThat(sentence(ahead, ahead))
        .isEqualTo(
            "the last 2 starts failed with the same cause: db REFUSED. The configuration is"
                + " unchanged");
    StartRecord farAhead = start(Outcome.FAILED, -61, "db REFUSED");
    assertThat(sentence(farAhead)).isEmpty();
    FailureStreak streak =
        new FailureStreak(
            List.of(start(Outcome.STOPPED, -90, "").of("1.4.1"), farAhead), NOW, () -> "1.4.2");
    assertThat(streak.length()).isZero();
    assertThat(streak.sinceGood()).isEqualTo("the last good start was 1.4.1; this is 1.4.2");
  }
}
