package io.softstart.bench.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.JvmResult;
import io.softstart.testkit.Ports;
import io.softstart.testkit.RunningJvm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a cold JVM loads until it tells that a port is closed: its time is that of its classes. */
class FirstVerdictTest {
  private static final int MOST = 100;
  private static final String PRELOAD = "io.softstart.gate.engine.TcpPrecheck$Preload";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** A class and where it was found, as {@code -verbose:class} prints it. */
  private static final Pattern LOADED = Pattern.compile("\\s([\\w.$]+)\\S* source: ");

  private static final List<String> CLIENTS =
      List.of(
          "org.postgresql.", "com.zaxxer.", "io.lettuce.", "io.netty.", "reactor.", "org.apache.");

  private static final List<String> RULES =
      List.of("DiagnosisTable", "RuleReader", "JdbcDiagnosis", "RedisDiagnosis", "KafkaDiagnosis");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp://127.0.0.1:%d",
        "http://127.0.0.1:%d",
        "jdbc:postgresql://127.0.0.1:%d/app?user=app&password=pw",
        "redis://127.0.0.1:%d",
        "kafka://127.0.0.1:%d"
      })
  void aClosedPortIsToldWithoutItsClientAndWithoutRules(String url) {
    List<String> loaded = loaded(String.format(Locale.ROOT, url, Ports.free()));
    int awaits = loaded.indexOf("io.softstart.startup.GateWait");
    assertThat(awaits).as("it awaits").isPositive();
    List<String> own = new ArrayList<>();
    int preloads = loaded.indexOf(PRELOAD); // after the verdict, which others still hear
    for (String name : loaded.subList(awaits, preloads < 0 ? loaded.size() : preloads)) {
      assertThat(CLIENTS).as(name).noneMatch(name::startsWith);
      assertThat(RULES).as(name).noneMatch(name::endsWith);
      if (name.startsWith("io.softstart.") && !name.contains("$$Lambda")) {
        own.add(name);
      }
    }
    assertThat(own).as("nearly half a millisecond each").hasSizeBetween(60, MOST);
  }

  private static List<String> loaded(String url) {
    try (RunningJvm running =
        ChildJvm.of(Waits.class).options("-verbose:class").args(url).start()) {
      JvmResult result = running.awaitExit(LIMIT);
      assertThat(result.stdout()).contains(Waits.VERDICT).contains("REFUSED");
      return LOADED.matcher(result.stdout()).results().map(found -> found.group(1)).toList();
    }
  }
}
