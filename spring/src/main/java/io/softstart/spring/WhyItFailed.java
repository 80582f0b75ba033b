package io.softstart.spring;

import io.softstart.GateException;
import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind.Verdict;
import io.softstart.redact.RedactedThrowable;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Why a start failed behind the gates, if it is a dependency's fault.
 *
 * @param gates what the application's own clients met at their gates; null for nothing
 * @param dependency what rules make of the exception otherwise; null if they know nothing of it
 */
record WhyItFailed(@Nullable GateException gates, @Nullable Failure dependency) {
  private static final int DEEPEST = 30;

  static WhyItFailed of(Throwable thrown, @Nullable OwnGates own) {
    GateException met =
        own == null ? null : own.failure(gate -> MigrationLockHook.mayHaveEnded(gate, thrown));
    return new WhyItFailed(met, met == null ? FailureByRules.of(thrown) : null);
  }

  /** {@return the exit code; 0 where Spring Boot decides} */
  int exitCode() {
    return gates != null ? gates.exitCode() : dependency != null ? dependency.kind().exitCode() : 0;
  }

  @Nullable FailureAnalysis analysis(Throwable thrown) {
    if (gates != null) {
      return GateAnalysis.of(gates, thrown);
    }
    if (dependency == null) {
      return null;
    }
    String description =
        "A dependency of this application: "
            + dependency.reason()
            + " ("
            + dependency.kind()
            + (dependency.kind().verdict() == Verdict.WAIT
                ? "). A restart helps once it is ready"
                : "). A restart does not help until it is fixed")
            + "\n\nThe application's own client said: "
            + RedactedThrowable.messageOf(rootOf(thrown));
    return new FailureAnalysis(description, dependency.action(), thrown);
  }

  private static Throwable rootOf(Throwable thrown) {
    Throwable root = thrown;
    for (int i = 0; i < DEEPEST && root.getCause() != null; i++) {
      root = root.getCause();
    }
    return root;
  }
}
