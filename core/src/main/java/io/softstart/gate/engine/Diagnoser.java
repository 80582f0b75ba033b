package io.softstart.gate.engine;

import io.softstart.diagnosis.Diagnosis;
import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.rules.DiagnosisTable;
import io.softstart.fence.Fence;
import io.softstart.gate.Attempt;
import io.softstart.net.Target;
import io.softstart.redact.Causes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks the user's rules, then the probe's, then those for this process, sockets, DNS and TLS. A
 * gate mostly fails for the same reason as before, so the last answer is kept: asking all rules
 * costs a millisecond. A rule that throws counts for nothing. Runs on the attempt's own thread,
 * which {@link AttemptRunner} does not wait for without end.
 */
final class Diagnoser {
  private final GateSpec<?> gate;
  private final boolean ownProbe;
  private @Nullable Kept kept;

  private record Kept(String asked, Failure answer) {}

  Diagnoser(GateSpec<?> gate) {
    this.gate = gate;
    this.ownProbe = OwnProbes.isOwn(gate.probe());
  }

  Failure diagnose(Throwable thrown) {
    if (thrown instanceof Attempt.NotReady known) {
      return known.failure();
    }
    if (!ownProbe || !gate.policy().rules().isEmpty()) { // a user's rule may answer by the hour
      return answer(thrown);
    }
    String asked = Causes.fingerprint(thrown);
    Kept last = kept;
    if (last == null || !asked.equals(last.asked)) {
      last = new Kept(asked, answer(thrown));
      kept = last;
    }
    return last.answer;
  }

  private Failure answer(Throwable thrown) {
    for (Diagnosis rule : gate.policy().rules()) {
      Optional<Failure> failure = ask(rule, thrown);
      if (failure.isPresent()) {
        return failure.get();
      }
    }
    Optional<Failure> credentials = ProcessFaults.ofCredentials(thrown);
    if (credentials.isPresent()) {
      return credentials.get();
    }
    Diagnosis[] rules = {this::ofProbe, ProcessFaults.ANY, this::ofNetwork};
    for (Diagnosis rule : rules) {
      Optional<Failure> failure = ask(rule, thrown);
      if (failure.isPresent()) {
        return failure.get();
      }
    }
    Optional<Failure> mistake = ownProbe ? Optional.empty() : ProcessFaults.ofProgram(thrown);
    return mistake.isPresent() ? mistake.get() : ProcessFaults.unrecognised(thrown);
  }

  private Optional<Failure> ofProbe(Throwable thrown) {
    return gate.probe().diagnosis().diagnose(thrown);
  }

  private Optional<Failure> ofNetwork(Throwable thrown) {
    return DiagnosisTable.network().with(words(target())).diagnose(thrown);
  }

  private Optional<Target> target() {
    List<Target> found = new ArrayList<>();
    Throwable broken = Fence.here(() -> gate.probe().target().ifPresent(found::add));
    return broken != null || found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
  }

  /** A rule that throws has no opinion: what the client threw matters, not how we looked at it. */
  private static Optional<Failure> ask(Diagnosis rule, Throwable thrown) {
    List<Failure> answers = new ArrayList<>();
    Throwable broken = Fence.here(() -> rule.diagnose(thrown).ifPresent(answers::add));
    return broken != null || answers.isEmpty() ? Optional.empty() : Optional.of(answers.get(0));
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
}
