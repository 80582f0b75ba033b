package io.softstart.agent.greeting;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Attempt;
import java.nio.charset.StandardCharsets;

/** Answers that are not those of the server that was expected. */
final class Wrong {
  private static final int TLS_ALERT = 0x15;

  private Wrong() {}

  static Attempt.NotReady answer(Attempt attempt, String expected, byte... first) {
    String text = new String(first, StandardCharsets.ISO_8859_1);
    String what = "something else";
    if (text.startsWith("HTTP") || text.startsWith("TTP/") || text.startsWith("<")) {
      what = "HTTP";
    } else if (first.length > 0 && first[0] == TLS_ALERT) {
      what = "TLS";
    }
    return attempt.notReady(
        Failure.of(
            what.equals("TLS") ? FailureKind.NO_TLS : FailureKind.WRONG_PROTOCOL,
            "what answers is not " + expected + " but " + what,
            what.equals("TLS")
                ? "use the port without TLS, or a driver, which can speak TLS"
                : "check host and port, and any proxy in between"));
  }

  static Attempt.NotReady said(
      Attempt attempt, FailureKind kind, String server, String text, String action) {
    return attempt.notReady(
        Failure.worded(kind, server + " answers: {}", action, text.isBlank() ? "nothing" : text));
  }
}
