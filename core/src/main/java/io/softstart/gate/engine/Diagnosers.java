package io.softstart.gate.engine;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Diagnoses what attempts throw, on the attempts' own threads: rules, messages and redaction are
 * others' code or work on others' text. Each call has a diagnoser to itself, so that one that hangs
 * holds no other up. Thread-safe; throws nothing.
 */
final class Diagnosers {
  private final GateSpec<?> gate;
  private final @Nullable ClassLoader loader;
  private final boolean bare;
  private final AtomicReference<@Nullable Diagnoser> idle = new AtomicReference<>();

  Diagnosers(GateSpec<?> gate, @Nullable ClassLoader loader) {
    this.gate = gate;
    this.loader = loader;
    this.bare = OwnProbes.isBare(gate.probe());
  }

  Failure diagnose(Throwable thrown) {
    try {
      if (isLackOfThreads(thrown)) {
        return noThread();
      }
      Failure closed = bare ? closedPort(thrown) : null;
      if (closed != null) {
        return closed;
      }
      Diagnoser known = idle.getAndSet(null);
      Diagnoser diagnoser = known == null ? new Diagnoser(gate) : known;
      Failure failure = diagnoser.diagnose(thrown);
      idle.set(diagnoser);
      return failure;
    } catch (Throwable broken) {
      return undiagnosed(thrown, "its diagnosis failed with " + broken.getClass().getName());
    }
  }

  /** {@return what a bare connect has found out, mostly without reading any rule} */
  Failure ofConnect(IOException thrown) {
    Failure closed = closedPort(thrown);
    return closed == null ? diagnose(thrown) : closed;
  }

  /** The user's rules may know better. */
  private @Nullable Failure closedPort(Throwable thrown) {
    return gate.policy().rules().isEmpty()
        ? ClosedPort.told(thrown, gate.facts().target(loader))
        : null;
  }

  /** {@return the failure of a gate whose loop has died} */
  static Failure ownDefect(Throwable defect) {
    return Failure.of(
        FailureKind.MISCONFIGURED,
        "the gate itself failed: " + defect.getClass().getName(),
        "this is a defect of softstart; please report it with its trace");
  }

  /** What is left to say where the diagnosis itself hangs or fails. */
  static Failure undiagnosed(Throwable thrown, String why) {
    return Failure.of(
        FailureKind.UNKNOWN,
        thrown.getClass().getName() + " (" + why + ")",
        "look at the rules of this gate, and at this exception's getMessage(); it is tried again");
  }

  static Failure noThread() {
    return Failure.of(
        FailureKind.OVERLOADED,
        "this process could not start a thread",
        "raise its limit of threads (ulimit -u, pids.max of the container), or start fewer");
  }

  /** Whether the system had no thread to give; a passing shortage, unlike a full heap. */
  static boolean isLackOfThreads(Throwable thrown) {
    if (!(thrown instanceof OutOfMemoryError)) {
      return false;
    }
    String message = thrown.getMessage();
    return message != null && message.toLowerCase(Locale.ROOT).contains("native thread");
  }

  /** Whether the process itself is broken, so that waiting is of no use. */
  static boolean isFatal(@Nullable Throwable thrown) {
    return thrown instanceof VirtualMachineError && !isLackOfThreads(thrown);
  }
}
