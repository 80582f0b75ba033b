package io.softstart.bench.faults;

import io.softstart.testkit.JvmResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What became of an application, beside what was expected.
 *
 * @param verdicts the kinds of failure it met, in order, repetitions left out
 * @param result how it ended
 * @param attempts how many attempts reached the server
 * @param lines how many lines stderr has
 * @param delay from usable to open, or from the fatal moment to the end
 * @param bound what it may be at most here and now
 * @param complaints what is not as expected; empty if all is well
 * @param stderr what the application said
 */
record Outcome(
    List<String> verdicts,
    String result,
    int attempts,
    int lines,
    Duration delay,
    Duration bound,
    List<String> complaints,
    String stderr) {
  /** A server's own poller may see it usable a little later than the application does. */
  private static final Duration EARLIEST = Duration.ofMillis(-700);

  static Outcome of(
      Scenario scenario,
      JvmResult jvm,
      long usableAt,
      long endedAt,
      OptionalInt accepted,
      List<String> secrets,
      double slowness) {
    List<String> verdicts = new ArrayList<>();
    int reached = 0;
    long openedAt = endedAt;
    String said = "";
    for (String line : jvm.stdout().lines().toList()) {
      String[] words = line.split(" ", -1);
      switch (words[0]) {
        case "failed" -> {
          String kind = words[2];
          reached += kind.equals("REFUSED") || kind.equals("UNRESOLVED") ? 0 : 1;
          if (verdicts.isEmpty() || !verdicts.get(verdicts.size() - 1).equals(kind)) {
            verdicts.add(kind);
          }
        }
        case "opened" -> {
          reached++;
          openedAt = Long.parseLong(words[2]);
        }
        default -> said = line;
      }
    }
    String result = jvm.exitCode() == 0 && !said.isEmpty() ? said : "exit " + jvm.exitCode();
    boolean opens = result.equals("opens");
    Duration delay = Duration.ofNanos((opens ? openedAt : endedAt) - usableAt);
    Outcome outcome =
        new Outcome(
            verdicts,
            result,
            accepted.orElse(reached),
            (int) jvm.stderr().lines().count(),
            delay,
            Duration.ofMillis((long) (scenario.bound().toMillis() * slowness)),
            new ArrayList<>(),
            jvm.stderr());
    outcome.compare(scenario, opens, secrets, jvm.stdout(), slowness);
    return outcome;
  }

  private void compare(
      Scenario scenario, boolean opens, List<String> secrets, String stdout, double slowness) {
    boolean overloaded = slowness > 1;
    expect(
        pattern(scenario).matcher(told(verdicts)).matches()
            || (overloaded && pattern(scenario).matcher(told(withoutCuts())).matches()),
        "verdicts");
    expect(result.equals(scenario.result()), "result");
    expect(delay.compareTo(bound) <= 0, "too late");
    expect(!opens || delay.compareTo(EARLIEST) >= 0, "opened before it was usable");
    expect(lines <= scenario.lines() * Math.min(2, slowness), "too many lines");
    expect(attempts <= scenario.attempts().orElse(Integer.MAX_VALUE), "too many attempts");
    scenario.said().forEach(word -> expect(stderr.contains(word), "does not say: " + word));
    secrets.forEach(
        secret -> expect(!stderr.contains(secret) && !stdout.contains(secret), "tells a secret"));
  }

  /** On a machine at its limit an attempt may take too long for no fault of the server. */
  private List<String> withoutCuts() {
    List<String> kinds = new ArrayList<>(List.of(""));
    for (String kind : verdicts) {
      if (!kind.equals("TIMED_OUT") && !kind.equals(kinds.get(kinds.size() - 1))) {
        kinds.add(kind);
      }
    }
    return kinds.subList(1, kinds.size());
  }

  private void expect(boolean fulfilled, String complaint) {
    if (!fulfilled) {
      complaints.add(complaint);
    }
  }

  private static String told(List<String> kinds) {
    return kinds.stream().map(kind -> kind + " ").collect(Collectors.joining());
  }

  private static Pattern pattern(Scenario scenario) {
    return Pattern.compile(
        scenario.verdicts().stream().map(Outcome::group).collect(Collectors.joining()));
  }

  private static String group(String token) {
    int end = token.length() - 1;
    boolean repeated = "?+*".indexOf(token.charAt(end)) >= 0;
    String kinds = repeated ? token.substring(0, end) : token;
    return "(?:(?:" + kinds + ") )" + (repeated ? token.charAt(end) : "");
  }
}
