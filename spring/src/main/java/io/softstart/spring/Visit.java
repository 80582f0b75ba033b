package io.softstart.spring;

import io.softstart.diagnosis.Diagnosis;
import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Attempt;
import io.softstart.gate.Probe;
import io.softstart.net.Target;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Opens what a probe opens, and closes it again: the application's own client is a bean, and made
 * by Spring. The probe is made at the first attempt, on its thread, since a client's classes are
 * not for the thread that starts the application.
 */
final class Visit<T> implements Probe<Void> {
  /** How the probe is made. */
  interface Recipe<T> {
    /**
     * Makes the probe.
     *
     * @throws IllegalArgumentException if a setting is wrong, with a text that names it and holds
     *     no secret
     */
    Probe<? extends T> probe();
  }

  /** How what the probe has opened is closed. */
  interface Closing<T> {
    void close(T opened);
  }

  private final Target target;
  private final Recipe<T> recipe;
  private final Closing<? super T> closing;
  private volatile @Nullable Probe<? extends T> made;

  Visit(Target target, Recipe<T> recipe, Closing<? super T> closing) {
    this.target = target;
    this.recipe = recipe;
    this.closing = closing;
  }

  @Override
  @SuppressWarnings("NullAway") // Void has no other value
  public Void open(Attempt attempt) throws Exception {
    closing.close(probe(attempt).open(attempt));
    return null;
  }

  private Probe<? extends T> probe(Attempt attempt) throws Attempt.NotReady {
    Probe<? extends T> known = made;
    if (known == null) {
      try {
        known = recipe.probe();
      } catch (IllegalArgumentException unusable) {
        throw attempt.notReady(
            Failure.of(
                FailureKind.MISCONFIGURED,
                String.valueOf(unusable.getMessage()),
                "correct the configuration"));
      }
      made = known;
    }
    return known;
  }

  /** Opens and closes once more. */
  @Override
  public void recheck(Void opened, Attempt attempt) throws Exception {
    open(attempt);
  }

  @Override
  public Diagnosis diagnosis() {
    return thrown -> {
      Probe<? extends T> known = made;
      return known == null ? Optional.empty() : known.diagnosis().diagnose(thrown);
    };
  }

  @Override
  public Optional<Target> target() {
    return Optional.of(target);
  }
}
