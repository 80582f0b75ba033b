package io.softstart.jdbc;

import io.softstart.diagnosis.CredentialsException;
import io.softstart.diagnosis.Diagnosis;
import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Attempt;
import io.softstart.net.Target;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts the logins that servers refused to one attempt. A driver asks each host of its URL and
 * throws what the last one said, so that a refusal may be hidden behind a host that is closed.
 */
final class RefusedLogins {
  private final Source<?> source;
  private final Diagnosis diagnosis;
  private final Attempt attempt;

  RefusedLogins(Source<?> source, Diagnosis diagnosis, Attempt attempt) {
    this.source = source;
    this.diagnosis = diagnosis;
    this.attempt = attempt;
  }

  /** Counts, and returns what to throw: the failure, or a refusal that it hides. */
  Exception countIn(Exception failure) {
    int hosts = Math.max(1, source.target().map(Target::endpoints).map(List::size).orElse(1));
    boolean late = attempt.remaining().isZero();
    if (isRefusal(failure)) {
      if (hosts > 1 || late) { // else the gate counts
        attempt.loginsRefused(hosts);
      }
      return failure;
    }
    boolean login = failure instanceof SQLException && !(failure instanceof FailedCheckException);
    return login && hosts > 1 && !late ? hiddenIn(failure) : failure;
  }

  private Exception hiddenIn(Exception failure) {
    SQLException refusal = null;
    int refused = 0;
    for (SQLException one : failuresByHost()) {
      if (isRefusal(one)) {
        refusal = refusal == null ? one : refusal;
        refused++;
      }
    }
    if (refusal == null) {
      return failure;
    }
    attempt.loginsRefused(2 * refused); // the driver's before, and the one that showed it
    refusal.addSuppressed(failure);
    return refusal;
  }

  private List<SQLException> failuresByHost() {
    try {
      return source.failuresByHost(attempt);
    } catch (CredentialsException none) {
      return List.of();
    }
  }

  private boolean isRefusal(Exception failure) {
    @Nullable FailureKind kind = diagnosis.diagnose(failure).map(Failure::kind).orElse(null);
    return kind == FailureKind.DENIED;
  }
}
