package io.softstart.jdbc;

import io.softstart.client.CredentialsException;
import io.softstart.diagnosis.Diagnosis;
import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Attempt;
import io.softstart.net.Target;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Counts the logins that servers refused to one attempt. A driver asks each host of its URL and
 * throws what the last one said, so that a refusal may be hidden behind a host that is closed.
 */
final class RefusedLogins {
  /** Less than that is too short for another login. */
  private static final Duration LEAST = Duration.ofSeconds(1);

  private final Source<?> source;
  private final Diagnosis diagnosis;
  private final Attempt attempt;
  private final AtomicBoolean hidden;

  /**
   * Prepares one count.
   *
   * @param hidden whether the last failure that was looked into has hidden a refusal
   */
  RefusedLogins(Source<?> source, Diagnosis diagnosis, Attempt attempt, AtomicBoolean hidden) {
    this.source = source;
    this.diagnosis = diagnosis;
    this.attempt = attempt;
    this.hidden = hidden;
  }

  /** Counts, and returns what to throw: the failure, or a refusal that it hides. */
  Exception countIn(Exception failure) {
    int hosts = Math.max(1, source.target().map(Target::endpoints).map(List::size).orElse(1));
    boolean late = attempt.remaining().isZero();
    @Nullable FailureKind kind = kind(failure);
    if (kind == FailureKind.DENIED) {
      if (hosts > 1 || late) { // else the gate counts
        attempt.loginsRefused(hosts);
      }
      return failure;
    }
    boolean login = failure instanceof SQLException && !(failure instanceof FailedCheckException);
    boolean mayHide = login && hosts > 1 && isOfServer(kind);
    return mayHide && !late && isDue() ? hiddenIn(failure) : failure;
  }

  /** Whether it is about the one server that was asked last, and none about what is asked. */
  private static boolean isOfServer(@Nullable FailureKind kind) {
    return kind == null // no matter of the database: of the network
        || switch (kind) {
          case UNRESOLVED, REFUSED, RESET, TIMED_OUT, STARTING, OVERLOADED -> true;
          case MISSING, REJECTED, WRONG_PROTOCOL, NO_TLS, UNTRUSTED -> true;
          default -> false;
        };
  }

  /** Every other attempt: a login more that is refused unseen does not lock an account. */
  private boolean isDue() {
    return attempt.isLook() || attempt.number() % 2 == 1 || hidden.get();
  }

  private Exception hiddenIn(Exception failure) {
    SQLException refusal = null;
    int refused = 0;
    if (attempt.remaining().compareTo(LEAST) < 0) {
      return timeSpentElsewhere(failure);
    }
    List<HostFailure> all = failuresByHost(failure);
    for (HostFailure one : all) {
      if (kind(one.failure()) == FailureKind.DENIED) {
        refusal = refusal == null ? one.failure() : refusal;
        refused++;
      }
    }
    Exception found = refusal == null ? whatMayStillCome(all) : refusal;
    hidden.set(found != null);
    if (found == null) {
      return failure;
    }
    if (refusal != null) {
      attempt.loginsRefused(2 * refused); // the driver's before, and the one that showed it
    }
    found.addSuppressed(failure);
    return found;
  }

  /** Where the last host fails for good and those before it took all the time, they may come. */
  private Exception timeSpentElsewhere(Exception failure) {
    @Nullable FailureKind last = kind(failure);
    if (last == null || last.verdict() != FailureKind.Verdict.GRACE) {
      return failure;
    }
    hidden.set(true);
    Exception silent =
        attempt.notReady(
            Failure.worded(
                FailureKind.TIMED_OUT,
                "no host of {} answers in time but the last, which is not usable",
                "look for a server that hangs, or a firewall or network policy that drops packets;"
                    + " and see what the last one is",
                source.target().map(Target::address).orElse("the URL")));
    silent.addSuppressed(failure);
    return silent;
  }

  /**
   * Returns what is to be told where the last host fails for good and another one may still come;
   * null where that is not so.
   */
  private @Nullable Exception whatMayStillCome(List<HostFailure> all) {
    HostFailure last = all.isEmpty() ? null : all.get(all.size() - 1);
    if (last == null || !isFinal(last)) {
      return null;
    }
    Failure waits = null;
    StringJoiner reasons = new StringJoiner("; ");
    for (HostFailure one : all) {
      Optional<Failure> meaning = meaning(one);
      meaning.ifPresent(known -> reasons.add(known.reason()));
      if (waits == null && !isFinal(one)) {
        waits = meaning.orElse(null);
      }
    }
    return waits == null
        ? null
        : attempt.notReady(
            Failure.worded(waits.kind(), "{}", "{}", reasons.toString(), waits.action()));
  }

  private boolean isFinal(HostFailure one) {
    return meaning(one)
        .map(known -> known.kind().verdict() != FailureKind.Verdict.WAIT)
        .orElse(false);
  }

  private Optional<Failure> meaning(HostFailure one) {
    return JdbcDiagnosis.ofHost(source, one.url()).diagnose(one.failure());
  }

  /** A driver that breaks there does not hide what is known. */
  private List<HostFailure> failuresByHost(Exception known) {
    try {
      return source.failuresByHost(attempt);
    } catch (CredentialsException none) {
      return List.of();
    } catch (RuntimeException broken) {
      if (!broken.equals(known)) {
        known.addSuppressed(broken);
      }
      return List.of();
    }
  }

  private @Nullable FailureKind kind(Exception failure) {
    return diagnosis.diagnose(failure).map(Failure::kind).orElse(null);
  }
}
