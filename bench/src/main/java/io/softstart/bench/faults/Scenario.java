package io.softstart.bench.faults;

import io.softstart.gate.AnyGate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Something that is wrong, and what is expected of an application that meets it. Immutable.
 *
 * @param name what is wrong
 * @param gates what the application waits for; made in its own process
 * @param script makes things wrong, starts the application, heals them
 * @param verdicts the kinds of failure that are met, in order, repetitions left out: {@code A|B}
 *     for either, with {@code ?}, {@code +} or {@code *} behind it as in a regular expression
 * @param result how the application ends: {@code opens}, {@code degraded} or {@code exit N}
 * @param bound how long after it is usable, or after the fatal moment, that may be
 * @param lines the most lines that stderr may have
 * @param attempts the most attempts that may reach the server, if that is bounded
 * @param environment the application's further environment variables
 * @param needs what has to be there for the scenario to be played, with its name
 * @param said words that must stand on stderr
 * @param quick whether it is one of those that run with the tests
 */
record Scenario(
    String name,
    Gates gates,
    Script script,
    List<String> verdicts,
    String result,
    Duration bound,
    int lines,
    OptionalInt attempts,
    Map<String, String> environment,
    Map<String, BooleanSupplier> needs,
    List<String> said,
    boolean quick) {
  /** A second at most by the gate, the rest for a cold client on a machine that is busy. */
  private static final Duration BOUND = Duration.ofSeconds(3);

  private static final int LINES = 18; // a table of one gate and its summary are six of them

  /** Makes the gates of an application from what its script tells it. */
  @FunctionalInterface
  interface Gates {
    List<AnyGate<?>> of(Given given);
  }

  /** What happens around the application. */
  @FunctionalInterface
  interface Script {
    void play(Stage stage) throws Exception;
  }

  /** An application that opens within three seconds of its dependency, having met nothing. */
  static Scenario of(String name, Gates gates, Script script) {
    return new Scenario(
        name,
        gates,
        script,
        List.of(),
        "opens",
        BOUND,
        LINES,
        OptionalInt.empty(),
        Map.of("SOFTSTART_DEADLINE", "60s", "SOFTSTART_GRACE", "8s"),
        Map.of(),
        List.of(),
        false);
  }

  Scenario meets(String... kinds) {
    return with(List.of(kinds), result, bound, lines, attempts, environment, needs, said, quick);
  }

  Scenario within(Duration limit) {
    return with(verdicts, result, limit, lines, attempts, environment, needs, said, quick);
  }

  Scenario ends(String how) {
    return with(verdicts, how, bound, lines, attempts, environment, needs, said, quick);
  }

  Scenario atMostLines(int most) {
    return with(verdicts, result, bound, most, attempts, environment, needs, said, quick);
  }

  Scenario atMostAttempts(int most) {
    return with(
        verdicts, result, bound, lines, OptionalInt.of(most), environment, needs, said, quick);
  }

  Scenario env(String variable, String value) {
    Map<String, String> all = new TreeMap<>(environment);
    all.put(variable, value);
    return with(verdicts, result, bound, lines, attempts, all, needs, said, quick);
  }

  Scenario needing(String what, BooleanSupplier there) {
    Map<String, BooleanSupplier> all = new TreeMap<>(needs);
    all.put(what, there);
    return with(verdicts, result, bound, lines, attempts, environment, all, said, quick);
  }

  Scenario saying(String... words) {
    return with(
        verdicts, result, bound, lines, attempts, environment, needs, List.of(words), quick);
  }

  Scenario alsoInTests() {
    return with(verdicts, result, bound, lines, attempts, environment, needs, said, true);
  }

  /** {@return what is missing for it here} */
  Optional<String> obstacle() {
    return needs.entrySet().stream()
        .filter(need -> !need.getValue().getAsBoolean())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private Scenario with(
      List<String> kinds,
      String end,
      Duration limit,
      int mostLines,
      OptionalInt mostAttempts,
      Map<String, String> variables,
      Map<String, BooleanSupplier> wanted,
      List<String> words,
      boolean tested) {
    return new Scenario(
        name,
        gates,
        script,
        kinds,
        end,
        limit,
        mostLines,
        mostAttempts,
        variables,
        wanted,
        words,
        tested);
  }
}
