package io.softstart.startup;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind.Verdict;
import io.softstart.gate.GateStatus;
import io.softstart.gate.GateStatus.State;
import java.util.ArrayList;
import java.util.List;

/** The gates that a next start would meet closed, and whether a restart helps. */
public final class Unready {
  private Unready() {}

  /** {@return those that had a failure and are not open: required ones that ended it first} */
  static List<GateStatus> of(List<GateStatus> gates) {
    List<GateStatus> ordered = new ArrayList<>();
    for (int rank = 0; rank < 3; rank++) {
      for (GateStatus gate : gates) {
        boolean met = gate.state() != State.OPEN && gate.lastFailure().isPresent();
        if (met && rank == (gate.optional() ? 2 : gate.state() == State.FAILED ? 0 : 1)) {
          ordered.add(gate);
        }
      }
    }
    return ordered;
  }

  /**
   * {@return one line: which gates are not ready, and whether a restart helps} Nothing if none had
   * a failure.
   *
   * @param decisive the names of those that ended the start, though they may be optional
   */
  public static String inOneLine(List<GateStatus> gates, List<String> decisive) {
    List<String> required = new ArrayList<>();
    List<String> optional = new ArrayList<>();
    List<String> toFix = new ArrayList<>();
    List<String> toAwait = new ArrayList<>();
    for (GateStatus gate : of(gates)) {
      Failure failure = gate.lastFailure().orElseThrow();
      if (gate.optional() && !decisive.contains(gate.name())) {
        optional.add(gate.name() + " (" + failure.kind() + ", optional)");
      } else {
        required.add(gate.name() + " (" + failure.kind() + ")");
        (failure.kind().verdict() == Verdict.WAIT ? toAwait : toFix).add(gate.name());
      }
    }
    if (required.isEmpty()) {
      return "";
    }
    String text = are(required) + " not ready";
    if (!optional.isEmpty()) {
      text += ", nor " + (optional.size() == 1 ? "is " : "are ") + joined(optional);
    }
    if (toFix.isEmpty()) {
      return text + ". A restart helps once " + are(toAwait) + " ready";
    }
    text += ". A restart does not help until " + are(toFix) + " fixed";
    return toAwait.isEmpty() ? text : text + " and " + are(toAwait) + " ready";
  }

  private static String are(List<String> names) {
    return joined(names) + (names.size() == 1 ? " is" : " are");
  }

  private static String joined(List<String> names) {
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }
}
