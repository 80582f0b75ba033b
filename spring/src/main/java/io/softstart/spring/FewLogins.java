package io.softstart.spring;

import io.softstart.diagnosis.Diagnosis;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Attempt;
import io.softstart.gate.GateStatus;
import io.softstart.gate.Probe;
import io.softstart.net.Target;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A probe that logs in no more when the server has refused five logins, all told: accounts get
 * locked. It says then what it was told last. Knows whether the login of the moment cannot go on
 * before somebody has made a bean.
 *
 * @param <T> what the probe opens
 */
final class FewLogins<T> implements Probe<T>, BooleanSupplier {
  private static final int MOST = 5;

  private final Probe<T> probe;
  private final AtomicInteger refused;
  private volatile @Nullable Exception last;
  private volatile @Nullable Thread asking;

  private FewLogins(Probe<T> probe, int refusedBefore) {
    this.probe = probe;
    refused = new AtomicInteger(refusedBefore);
  }

  /**
   * Begins.
   *
   * @param derived how the gate stands that was derived from properties
   * @param failed what the application's own client has thrown already; null if it was not asked
   */
  static <T> FewLogins<T> of(
      Probe<T> probe, Optional<GateStatus> derived, @Nullable Exception failed) {
    boolean early =
        derived
            .flatMap(GateStatus::lastFailure)
            .filter(failure -> failure.kind() == FailureKind.DENIED)
            .isPresent();
    FewLogins<T> few = new FewLogins<>(probe, early ? 1 : 0);
    if (failed != null) {
      few.note(failed);
    }
    return few;
  }

  @Override
  public T open(Attempt attempt) throws Exception {
    Exception before = last;
    if (before != null && refused.get() >= MOST) {
      throw before;
    }
    asking = Thread.currentThread();
    try {
      return probe.open(attempt);
    } catch (Exception thrown) {
      note(thrown);
      throw thrown;
    } finally {
      asking = null;
    }
  }

  /** {@return whether the attempt of the moment waits for a bean} */
  @Override
  public boolean getAsBoolean() {
    return BeanLock.holdsUp(asking);
  }

  private void note(Exception thrown) {
    last = thrown;
    if (probe
        .diagnosis()
        .diagnose(thrown)
        .filter(failure -> failure.kind() == FailureKind.DENIED)
        .isPresent()) {
      refused.incrementAndGet();
    }
  }

  @Override
  public Diagnosis diagnosis() {
    return probe.diagnosis();
  }

  @Override
  public Optional<Target> target() {
    return probe.target();
  }
}
