package io.softstart.gate;

import io.softstart.diagnosis.Diagnosis;
import io.softstart.net.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a startup waits for: a name, a probe and a policy(). Without further words it is required,
 * is tried at a pace that fits its last failure, and waits until the startup's deadline for what
 * heals by itself.
 *
 * <p>Immutable and thread-safe. Every method that changes the policy returns a new gate with the
 * same identity: {@code open.get(db)} works after {@code await(db.deadline(..))}.
 *
 * @param <T> what it opens; {@link Void} for nothing
 */
public final class Gate<T> {
  private final GateSpec<T> spec;

  private Gate(GateSpec<T> spec) {
    this.spec = spec;
  }

  /**
   * Returns a required gate.
   *
   * @param name in logs, metrics and reports; 1 to 64 letters, digits, dots, dashes, underscores;
   *     unique in one startup
   * @param probe how to try it once
   * @param <T> what it opens
   * @return the gate
   * @throws IllegalArgumentException if the name has other characters
   */
  public static <T> Gate<T> of(String name, Probe<? extends T> probe) {
    Require.name(name);
    Objects.requireNonNull(probe, "probe");
    @SuppressWarnings("unchecked") // a probe is given back only what it has opened itself
    Probe<T> opener = (Probe<T>) probe;
    return new Gate<>(GateSpec.of(name, opener));
  }

  /**
   * Returns a required gate that opens nothing.
   *
   * @param name as in {@link #of}
   * @param check returns if the dependency is usable
   * @return the gate
   * @throws IllegalArgumentException if the name has other characters
   */
  public static Gate<Void> check(String name, Check check) {
    Objects.requireNonNull(check, "check");
    return of(name, new CheckProbe(check));
  }

  /**
   * {@return a gate that the startup can go on without} Its first attempt is let to its end; then,
   * if it has not opened, it is tried on in the background. While attempts time out and the
   * container's CPU limit holds this process up, that is so after the third one.
   */
  public Gate<T> optional() {
    return with(policy().asOptional());
  }

  /** {@return the gates that it comes after} */
  public List<Gate<?>> prerequisites() {
    List<Gate<?>> all = new ArrayList<>();
    for (GateSpec<?> prerequisite : spec.after()) {
      all.add(new Gate<>(prerequisite));
    }
    return List.copyOf(all);
  }

  /**
   * {@return a gate that delays the startup, and never ends it} It is waited for until it opens, is
   * given up or the deadline comes; then the startup goes on. For evidence that another client has
   * than the application's own. Such a gate is told as an optional one. What comes after it begins
   * when it has opened or is given up.
   */
  public Gate<T> advisory() {
    return new Gate<>(spec.asAdvisory());
  }

  /**
   * Returns a gate of this name and policy that takes the place of this advisory one, which may
   * have been given up already: the same dependency, asked by the application's own client. Its
   * failure does not end the startup either, since the application itself is told.
   *
   * @param own how that client is asked once
   * @param <U> what it opens
   * @return the gate
   */
  public <U> Gate<U> askedBy(Probe<U> own) {
    return new Gate<>(spec.askedBy(own));
  }

  /**
   * Returns a gate that begins only when others are open; they are awaited too if not passed.
   *
   * @param gates what must be open first
   * @return the gate
   */
  public Gate<T> after(Gate<?>... gates) {
    List<GateSpec<?>> all = new ArrayList<>(spec.after());
    for (Gate<?> gate : gates) {
      all.add(gate.spec());
    }
    return new Gate<>(spec.after(List.copyOf(all)));
  }

  /**
   * Returns a gate with a deadline of its own, counted from its first attempt; the startup's ends
   * it as well.
   *
   * @param deadline positive
   * @return the gate
   * @throws IllegalArgumentException if it is not positive
   */
  public Gate<T> deadline(Duration deadline) {
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
  public Gate<T> attemptTimeout(Duration timeout) {
    Require.positive("attemptTimeout", timeout);
    return with(policy().with(policy().deadline(), timeout, policy().grace()));
  }

  /**
   * Returns a gate that tolerates what heals only from outside (a wrong password, a missing
   * database) for this time; the default is the startup's, 30 s.
   *
   * @param grace zero to fail at the first such failure
   * @return the gate
   * @throws IllegalArgumentException if it is negative
   */
  public Gate<T> grace(Duration grace) {
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
  public Gate<T> successThreshold(int attempts) {
    Require.that(attempts >= 1, "successThreshold", attempts, "at least 1");
    return with(policy().withStability(attempts));
  }

  /**
   * Returns a gate with one pace for all kinds of failure, instead of the pace that fits each.
   *
   * @param backoff the pause after a failure
   * @return the gate
   */
  public Gate<T> backoff(Backoff backoff) {
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
  public Gate<T> maxAttempts(int attempts) {
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
  public Gate<T> diagnosing(Diagnosis... rules) {
    List<Diagnosis> all = new ArrayList<>(policy().rules());
    all.addAll(List.of(rules));
    return with(policy().withRules(List.copyOf(all)));
  }

  /** {@return its name} */
  public String name() {
    return spec.name();
  }

  /** {@return whether the startup goes on without it} */
  public boolean isOptional() {
    return spec.isOptional();
  }

  /** {@return whether it delays the startup and never ends it} */
  public boolean isAdvisory() {
    return spec.advisory();
  }

  /** {@return what it tries, if its probe says so} */
  public Optional<Target> target() {
    return spec.facts().target(Thread.currentThread().getContextClassLoader());
  }

  /** {@return its name} */
  @Override
  public String toString() {
    return spec.name();
  }

  /** {@return whether the other is the same gate, with whatever policy} */
  @Override
  @SuppressWarnings("exports") // JSpecify is not needed at run time
  public boolean equals(@Nullable Object other) {
    return other instanceof Gate<?> gate && gate.spec.id() == spec.id();
  }

  /** {@return the same for the same gate} */
  @Override
  public int hashCode() {
    return System.identityHashCode(spec.id());
  }

  GateSpec<T> spec() {
    return spec;
  }

  private Gate<T> with(Policy changed) {
    return new Gate<>(spec.with(changed));
  }

  private Policy policy() {
    return spec.policy();
  }
}
