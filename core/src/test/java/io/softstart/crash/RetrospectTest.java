package io.softstart.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.crash.EarlierStart.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class RetrospectTest {
  private static final long NOW = Duration.ofDays(20_000).toMillis();
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static EarlierStart start(Outcome outcome, int minutesAgo, String cause) {
    long at = NOW - minutesAgo * 60_000L;
    return new EarlierStart(
        "1-a",
        at,
        at,
        outcome,
        cause,
        cause,
        "c0ffee",
        "pod boot",
        OptionalLong.of(3),
        OptionalLong.empty());
  }

  private static String sentence(EarlierStart... starts) {
    return new Retrospect(List.of(starts), NOW).sentence("c0ffee");
  }

  @Test
  void countsWithinTheHourUpToTheLastGoodStart() {
    EarlierStart failed = start(Outcome.FAILED, 2, "db DENIED");
    assertThat(sentence()).isEmpty();
    assertThat(sentence(failed))
        .isEqualTo("the last start failed 2 min ago: db DENIED. The configuration is unchanged");
    assertThat(sentence(start(Outcome.FAILED, 61, "old"))).isEmpty();
    assertThat(sentence(failed, start(Outcome.STOPPED, 1, ""))).isEmpty();
    assertThat(sentence(failed, start(Outcome.READY, 1, ""))).as("another instance").isNotEmpty();
    assertThat(sentence(start(Outcome.FAILED, 9, "x"), failed, start(Outcome.VANISHED, 1, "OOM")))
        .startsWith("the last 3 starts failed within 9 min, for 3 different causes; the last one: ")
        .contains("gone without a word, OOM");
    assertThat(sentence(failed, start(Outcome.LOST, 1, "OOM")))
        .isEqualTo("the last run, which was ready, was gone without a word: OOM");
  }

  @Test
  void pausesOnlyForTheSameCauseAndConfigurationAndGrowsToItsCap() {
    EarlierStart failed = start(Outcome.FAILED, 2, "db");
    Retrospect past =
        new Retrospect(List.of(start(Outcome.FAILED, 3, "other"), failed, failed), NOW);
    assertThat(past.repeated("db", "c0ffee")).isEqualTo(2);
    assertThat(past.repeated("db", "changed")).isZero();
    assertThat(past.repeated("other", "c0ffee")).isZero();
    assertThat(Retrospect.pause(0, MINUTE)).isZero();
    assertThat(Retrospect.pause(1, MINUTE)).isEqualTo(Duration.ofSeconds(1));
    assertThat(Retrospect.pause(4, MINUTE)).isEqualTo(Duration.ofSeconds(8));
    assertThat(Retrospect.pause(7, MINUTE)).isEqualTo(MINUTE);
    assertThat(Retrospect.pause(Integer.MAX_VALUE, MINUTE)).isEqualTo(MINUTE);
  }

  @Test
  void causesAreTheSameWhateverNumbersTheyHold() {
    assertThat(print("bean@1f3a waited 12 ms")).isEqualTo(print("bean@77cc waited 9001 ms"));
    assertThat(print("db DENIED")).isNotEqualTo(print("db REFUSED"));
  }

  private static String print(String cause) {
    return new End("title", cause, "", "").fingerprint();
  }

  @Property
  void whatIsWrittenCanBeRead(@ForAll @StringLength(max = 400) String cause) {
    EarlierStart start = start(Outcome.STARTING, 0, "").gone(cause);
    String line = HistoryLine.of(start);
    assertThat(line).doesNotContain("\n");
    EarlierStart read = HistoryLine.read(line);
    assertThat(read).isNotNull();
    assertThat(read.oomKills()).hasValue(3);
    assertThat(read.outcome()).isEqualTo(Outcome.VANISHED);
  }

  @Property
  void aDamagedLineIsNotTakenForOne(@ForAll @IntRange(max = 60) int at, @ForAll char other) {
    String line = HistoryLine.of(start(Outcome.FAILED, 0, "db DENIED"));
    String damaged = line.substring(0, at % line.length()) + other + line.substring(at + 1);
    assertThat(HistoryLine.read(damaged) == null || damaged.equals(line)).isTrue();
  }

  @Property
  void aTerminationMessageStaysWithinItsBytesAndIsWellFormed(
      @ForAll String text, @ForAll @IntRange(min = 4, max = 40) int longest) {
    byte[] cut = TerminationMessage.cut(text.getBytes(StandardCharsets.UTF_8), longest);
    assertThat(cut.length).isLessThanOrEqualTo(longest);
    String read = new String(cut, StandardCharsets.UTF_8);
    assertThat(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .startsWith(read);
  }
}
