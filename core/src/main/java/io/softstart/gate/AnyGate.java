package io.softstart.gate;

import io.softstart.diagnosis.Diagnosis;
import io.softstart.gate.engine.GateInternals;
import io.softstart.gate.engine.GateSpec;
import io.softstart.gate.engine.Policy;
import io.softstart.gate.engine.Require;
import io.softstart.net.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a startup waits for, required ({@link Gate}) or optional ({@link OptionalGate}): a name, a
 * probe and a policy. Without further words it is tried at a pace that fits its last failure, and
 * waits until the startup's deadline for what can come right by itself.
 *
 * <p>Immutable and thread-safe. Every method that changes the policy returns a new gate with the
 * same identity: {@code open.get(db)} works after {@code await(db.deadline(..))}.
 *
 * @param <T> what it opens; {@link Void} for nothing
 */
public abstract sealed class AnyGate<T> permits Gate, OptionalGate {
  static {
    GateInternals.lend(new Lent());
  }

  private final GateSpec<T> spec;

  AnyGate(GateSpec<T> spec) {
    this.spec = spec;
  }

  /** {@return a gate of this type that was told something else} */
  abstract AnyGate<T> told(GateSpec<T> changed);

  /** {@return a gate of the type that its policy asks for} */
  static <T> AnyGate<T> of(GateSpec<T> spec) {
    return spec.policy().optional() ? new OptionalGate<>(spec) : new Gate<>(spec);
  }

  final AnyGate<T> behind(List<? extends AnyGate<?>> gates) {
    List<GateSpec<?>> all = new ArrayList<>(spec.after());
    for (AnyGate<?> gate : gates) {
      all.add(gate.spec);
    }
    return told(spec.after(List.copyOf(all)));
  }

  /**
   * {@return a gate that the startup can go on without} Its first attempt is let to its end; then,
   * if it has not opened, it is retried in the background. While attempts time out and the
   * container's CPU limit holds this process up, that is so after the third one.
   */
  public final OptionalGate<T> optional() {
    return new OptionalGate<>(spec.with(spec.policy().asOptional()));
  }

  /**
   * Returns a gate with a deadline of its own, counted from its first attempt; the startup's ends
   * it as well.
   *
   * @param deadline positive
   * @return the gate
   * @throws IllegalArgumentException if it is not positive
   */
  public AnyGate<T> deadline(Duration deadline) {
    Require.positive("deadline", deadline);
    return with(policy().with(deadline, policy().attemptTimeout(), policy().grace()));
  }

  /**
   * Returns a gate whose attempts are cut off after this time; the default is the startup's, 10 s.
   * It is doubled after each cut, up to 30 s (or this time, if longer).
   *
   * @param timeout positive
   * @return the gate
   * @throws IllegalArgumentException if it is not positive
   */
  public AnyGate<T> attemptTimeout(Duration timeout) {
    Require.positive("attemptTimeout", timeout);
    return with(policy().with(policy().deadline(), timeout, policy().grace()));
  }

  /**
   * Returns a gate that tolerates what is fixed only from outside (a wrong password, a missing
   * database) for this time; the default is the startup's, 30 s.
   *
   * @param grace zero to fail at the first such failure
   * @return the gate
   * @throws IllegalArgumentException if it is negative
   */
  public AnyGate<T> grace(Duration grace) {
    Require.that(!grace.isNegative(), "grace", grace, "zero or more");
    return with(policy().with(policy().deadline(), policy().attemptTimeout(), grace));
  }

  /**
   * Returns a gate that opens only after some good attempts in a row, half a second apart: for
   * servers that start twice. The first opens, the further ones use {@link Probe#recheck}.
   *
   * @param attempts how many, at least 1
   * @return the gate
   * @throws IllegalArgumentException if it is less than 1
   */
  public AnyGate<T> successThreshold(int attempts) {
    Require.that(attempts >= 1, "successThreshold", attempts, "at least 1");
    return with(policy().withStability(attempts));
  }

  /**
   * Returns a gate with one pace for all kinds of failure, instead of the pace that fits each.
   *
   * @param backoff the pause after a failure
   * @return the gate
   */
  public AnyGate<T> backoff(Backoff backoff) {
    Objects.requireNonNull(backoff, "backoff");
    return with(policy().withPace(backoff, policy().attempts()));
  }

  /**
   * Returns a gate with a bound on its attempts. The startup's deadline still holds.
   *
   * @param attempts how many are made at most, at least 1
   * @return the gate
   * @throws IllegalArgumentException if it is less than 1
   */
  public AnyGate<T> maxAttempts(int attempts) {
    Require.that(attempts >= 1, "maxAttempts", attempts, "at least 1");
    return with(policy().withPace(policy().backoff(), attempts));
  }

  /**
   * Returns a gate that asks these rules before any of the library's: "this message, too, is worth
   * waiting for". Asked in the order given, after those given before.
   *
   * @param rules what the user knows better
   * @return the gate
   */
  public AnyGate<T> diagnosing(Diagnosis... rules) {
    List<Diagnosis> all = new ArrayList<>(policy().rules());
    all.addAll(List.of(rules));
    return with(policy().withRules(List.copyOf(all)));
  }

  /** {@return its name} */
  public final String name() {
    return spec.name();
  }

  /** {@return whether the startup goes on without it} */
  public final boolean isOptional() {
    return spec.isOptional();
  }

  /** {@return what it tries, if its probe says so} */
  public final Optional<Target> target() {
    return spec.facts().target(Thread.currentThread().getContextClassLoader());
  }

  /** {@return the gates that it comes after} */
  public final List<AnyGate<?>> prerequisites() {
    List<AnyGate<?>> all = new ArrayList<>();
    for (GateSpec<?> prerequisite : spec.after()) {
      all.add(of(prerequisite));
    }
    return List.copyOf(all);
  }

  /** {@return its name} */
  @Override
  public final String toString() {
    return spec.name();
  }

  /** {@return whether the other is the same gate, also with another policy} */
  @Override
  @SuppressWarnings("exports") // JSpecify is not needed at run time
  public final boolean equals(@Nullable Object other) {
    return other instanceof AnyGate<?> gate && gate.spec.id() == spec.id();
  }

  /** {@return the same for the same gate} */
  @Override
  public final int hashCode() {
    return System.identityHashCode(spec.id());
  }

  private AnyGate<T> with(Policy changed) {
    return told(spec.with(changed));
  }

  private Policy policy() {
    return spec.policy();
  }

  /** What the packages of the library may see of a gate. */
  private static final class Lent extends GateInternals {
    @Override
    protected <T> GateSpec<T> specOf(AnyGate<T> gate) {
      return gate.spec;
    }

    @Override
    protected <T> AnyGate<T> gateOf(GateSpec<T> spec) {
      return AnyGate.of(spec);
    }
  }
}
