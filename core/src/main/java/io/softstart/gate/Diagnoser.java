package io.softstart.gate;

import io.softstart.diagnosis.Diagnosis;
import io.softstart.diagnosis.DiagnosisTable;
import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.net.Target;
import io.softstart.redact.SafeCopy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks the user's rules, then the probe's, then those for sockets, DNS and TLS. A gate mostly fails
 * for the same reason as before, so the last answer is kept: asking all rules costs a millisecond.
 */
final class Diagnoser {
  private static final int DEEPEST = 8;

  private final List<Diagnosis> rules;
  private final boolean mayKeep;
  private String lastAsked = "";
  private @Nullable Failure lastAnswer;

  Diagnoser(Gate<?> gate) {
    rules = new ArrayList<>(gate.policy().rules());
    mayKeep = rules.isEmpty(); // a user's rule may answer by the hour
    rules.add(gate.probe().diagnosis());
    rules.add(DiagnosisTable.network().with(words(gate.probe().target())));
  }

  Failure diagnose(Throwable thrown) {
    if (thrown instanceof Attempt.NotReady known) {
      return known.failure();
    }
    if (!mayKeep) {
      return answer(thrown);
    }
    String asked = fingerprint(thrown);
    if (lastAnswer == null || !asked.equals(lastAsked)) {
      lastAnswer = answer(thrown);
      lastAsked = asked;
    }
    return lastAnswer;
  }

  /** All that a rule can tell two failures apart by, but for vendor codes, which texts follow. */
  private static String fingerprint(Throwable thrown) {
    StringBuilder text = new StringBuilder();
    int depth = 0;
    for (Throwable t = thrown; t != null && depth < DEEPEST; t = t.getCause()) {
      append(text, t);
      for (Throwable suppressed : t.getSuppressed()) {
        append(text, suppressed);
      }
      depth++;
    }
    return text.toString();
  }

  private static void append(StringBuilder text, Throwable thrown) {
    text.append(thrown.getClass().getName()).append(' ');
    try {
      text.append(thrown.getMessage());
    } catch (RuntimeException unreadable) {
      text.append(thrown.hashCode());
    }
    text.append('\n');
  }

  private Failure answer(Throwable thrown) {
    for (Diagnosis rule : rules) {
      Optional<Failure> failure = ask(rule, thrown);
      if (failure.isPresent()) {
        return failure.get();
      }
    }
    return Failure.of(
        FailureKind.UNKNOWN,
        chain(thrown),
        "no rule knows this failure; it is tried again. Gate.diagnosing(..) can teach it");
  }

  /** A rule that throws has no opinion: what the client threw matters, not how we looked at it. */
  private static Optional<Failure> ask(Diagnosis rule, Throwable thrown) {
    try {
      return rule.diagnose(thrown);
    } catch (RuntimeException broken) {
      return Optional.empty();
    }
  }

  private static Map<String, String> words(Optional<Target> target) {
    Map<String, String> words = new HashMap<>();
    words.put("target", target.map(Target::address).orElse("the server"));
    words.put("host", target.map(Diagnoser::hosts).orElse("the server"));
    words.put(
        "port",
        target.flatMap(Target::endpoint).map(e -> Integer.toString(e.port())).orElse("its port"));
    return words;
  }

  private static String hosts(Target target) {
    return target.endpoint().map(Target.Endpoint::host).orElse(target.address());
  }

  private static String chain(Throwable thrown) {
    StringBuilder text = new StringBuilder();
    int depth = 0;
    for (Throwable t = thrown; t != null && depth < DEEPEST; t = t.getCause()) {
      text.append(depth == 0 ? "" : "; caused by ")
          .append(t.getClass().getName())
          .append(": ")
          .append(SafeCopy.messageOf(t));
      depth++;
    }
    return text.toString();
  }
}
