package io.softstart;

import io.softstart.crash.Ending;
import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.GateStatus;
import io.softstart.gate.GateStatus.State;
import io.softstart.redact.RedactedThrowable;
import io.softstart.startup.GateTable;
import io.softstart.startup.Unready;
import io.softstart.text.Durations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A wait that failed, with the state of every gate. */
public final class GateException extends StartupException {
  private static final long serialVersionUID = 1;
  private static final int INTERRUPTED = 75;

  private final transient String lack;
  private final transient List<String> givenUp;
  private final transient List<GateStatus> gates;
  private final transient Map<String, Throwable> thrown;

  private GateException(
      String message,
      String lack,
      int exitCode,
      List<String> givenUp,
      List<GateStatus> gates,
      Map<String, Throwable> thrown) {
    super(message, GateTable.of(gates) + traces(gates), firstOf(thrown), exitCode);
    this.lack = lack;
    this.givenUp = List.copyOf(givenUp);
    this.gates = List.copyOf(gates);
    this.thrown = Map.copyOf(thrown);
  }

  static RuntimeException failed(List<GateStatus> gates, Map<String, Throwable> thrown) {
    List<String> names = new ArrayList<>();
    for (GateStatus gate : gates) {
      if (gate.state() == State.FAILED && !gate.optional()) {
        names.add(gate.name());
      }
    }
    return of(names, gates, thrown);
  }

  /** The application gave up first: the gates that it lacks are to blame, though still tried. */
  static RuntimeException lacking(
      List<GateStatus> gates, Map<String, Throwable> thrown, String application) {
    List<String> names = new ArrayList<>();
    StringBuilder message = new StringBuilder();
    int exitCode = FailureKind.UNKNOWN.exitCode();
    for (GateStatus gate : gates) {
      if (gate.state() != State.OPEN && !gate.optional()) {
        names.add(gate.name());
        message.append(sentence(gate)).append("; ");
        exitCode = Math.max(exitCode, exitCodeOf(gate));
      }
    }
    String lack = "for lack of it the application failed: " + application;
    return new GateException(message + lack, lack, exitCode, names, gates, thrown);
  }

  /** It is a matter of these gates, whether the startup could have gone on without them or not. */
  static RuntimeException of(
      List<String> names, List<GateStatus> gates, Map<String, Throwable> thrown) {
    StringBuilder message = new StringBuilder();
    int exitCode = FailureKind.UNKNOWN.exitCode();
    for (GateStatus gate : gates) {
      if (names.contains(gate.name())) {
        message.append(message.length() == 0 ? "" : "; ").append(sentence(gate));
        exitCode = Math.max(exitCode, exitCodeOf(gate));
      }
    }
    if (message.length() == 0) { // the process is being shut down
      message.append("the wait was ended").append(GateTable.awaitedOf(gates));
      exitCode = INTERRUPTED;
    }
    return new GateException(message.toString(), "", exitCode, names, gates, thrown);
  }

  static RuntimeException interrupted(List<GateStatus> gates, Map<String, Throwable> thrown) {
    return new GateException(
        "interrupted while waiting" + GateTable.awaitedOf(gates),
        "",
        INTERRUPTED,
        List.of(),
        gates,
        thrown);
  }

  /** {@return where each gate stood, in the order in which they were awaited} */
  public List<GateStatus> gates() {
    return gates;
  }

  /** {@return the names of the gates that ended the startup; empty if something else did} */
  public List<String> givenUp() {
    return givenUp;
  }

  /** {@return the last failure of each gate that had one, by name} */
  public Map<String, Failure> failures() {
    Map<String, Failure> failures = new LinkedHashMap<>();
    for (GateStatus gate : gates) {
      if (gate.lastFailure().isPresent()) {
        failures.put(gate.name(), gate.lastFailure().get());
      }
    }
    return failures;
  }

  /**
   * Returns what a gate's client threw last, as it was: it may hold credentials. Do not print it.
   *
   * @param gate its name
   * @return the throwable, if its attempts threw one
   */
  public Optional<Throwable> rawCause(String gate) {
    return Optional.ofNullable(thrown.get(gate));
  }

  /** {@return the end of a process whose first line names all that a next start would meet} */
  @Override
  Ending ending() {
    String line = givenUp.isEmpty() ? "" : Unready.inOneLine(gates, givenUp);
    if (line.isEmpty()) {
      return super.ending();
    }
    String title = "cannot start (exit code " + exitCode() + "): " + line;
    title += lack.isEmpty() ? "" : "; " + lack;
    return new Ending(exitCode(), title, inShort(), report(), "").ofKind(kind());
  }

  /** {@return the kind that the exit code follows from} */
  private String kind() {
    String kind = "";
    int code = -1;
    for (GateStatus gate : gates) {
      if (givenUp.contains(gate.name()) && exitCodeOf(gate) > code) {
        code = exitCodeOf(gate);
        kind = gate.lastFailure().map(failure -> failure.kind().name()).orElse("TIMED_OUT");
      }
    }
    return kind;
  }

  /** {@return the gates that failed and why, without what changes from start to start} */
  @Override
  String inShort() {
    StringBuilder text = new StringBuilder();
    for (GateStatus gate : gates) {
      Optional<Failure> failure = gate.lastFailure();
      if (givenUp.contains(gate.name()) && failure.isPresent()) {
        text.append(text.length() == 0 ? "" : "; ").append(gate.name()).append(": ");
        text.append(failure.get().reason()).append(" (").append(failure.get().kind()).append(')');
      }
    }
    return text.length() == 0 ? String.valueOf(getMessage()) : text.toString();
  }

  /** {@return the stack traces of failures that nobody expected} */
  private static String traces(List<GateStatus> gates) {
    StringBuilder text = new StringBuilder();
    for (GateStatus gate : gates) {
      String trace = gate.lastFailure().map(Failure::stackTrace).orElse("");
      if (gate.state() != State.OPEN && !trace.isEmpty()) {
        text.append("  ").append(gate.name()).append(" failed with\n");
        text.append(trace.indent(4));
      }
    }
    return text.toString();
  }

  private static String sentence(GateStatus gate) {
    String text =
        gate.name()
            + " did not open within "
            + Durations.text(gate.waited())
            + ", "
            + GateTable.attempts(gate);
    Optional<Failure> failure = gate.lastFailure();
    return failure.isEmpty()
        ? text
        : text + ": " + failure.get().reason() + " (" + failure.get().kind() + ")";
  }

  private static int exitCodeOf(GateStatus gate) {
    Optional<Failure> failure = gate.lastFailure();
    return failure.isEmpty() ? 0 : failure.get().kind().exitCode();
  }

  private static @Nullable Throwable firstOf(Map<String, Throwable> thrown) {
    for (Throwable raw : thrown.values()) {
      return RedactedThrowable.inTime(raw);
    }
    return null;
  }
}
