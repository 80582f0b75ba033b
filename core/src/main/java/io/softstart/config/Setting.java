package io.softstart.config;

import io.softstart.config.SettingSpec.Need;
import io.softstart.redact.Words;
import io.softstart.text.Ascii;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One key being read: what it takes is said first, then exactly one of {@link #required}, {@link
 * #requiredIf}, {@link #orElse}, {@link #orElseUnless} and {@link #optional} reads it.
 *
 * <p>None of these throws for what the operator did: a problem is recorded, and a stand-in is
 * returned that is never null (the default, else the example, else the lower bound, else a neutral
 * value), so that the recipe goes on to the next setting. A key that is set to the empty text
 * counts as not set.
 *
 * <p>Every method throws {@link IllegalStateException} when the reader is used after the
 * configuration was read; a second reading method does so too. Not thread-safe.
 *
 * @param <T> the type of the value
 */
public class Setting<T> {
  private final ReadSession session;
  private final String prefix;
  private final String key;
  private final ValueType<T> type;
  private final ValueRule<T> bounds;
  private String description = "";
  private @Nullable String example;
  private @Nullable String oldKey;
  private @Nullable Predicate<? super T> rule;
  private String ruleInWords = "";
  private boolean read;

  Setting(ReadSession session, String prefix, String name, ValueType<T> type) {
    this(session, prefix, name, type, new ValueRule<>() {});
  }

  Setting(ReadSession session, String prefix, String name, ValueType<T> type, ValueRule<T> bounds) {
    this.session = session;
    this.prefix = prefix;
    this.key = prefix + name;
    this.type = type;
    this.bounds = bounds;
    requireKey(name);
    session.begin(key);
  }

  /**
   * Says what the setting is for.
   *
   * @param text a few words, for the operator
   * @return this
   */
  public Setting<T> describe(String text) {
    description = Objects.requireNonNull(text, "text");
    return this;
  }

  /**
   * Gives a value that would be taken; problems show it.
   *
   * @param text as an operator would write it; never a real credential
   * @return this
   */
  public Setting<T> example(String text) {
    example = Objects.requireNonNull(text, "text");
    return this;
  }

  /**
   * Names the key that this setting had before. It is still read when the new one is not set, with
   * a warning.
   *
   * @param formerKey the old key, in the same group
   * @return this
   * @throws IllegalArgumentException if the key is malformed
   */
  public Setting<T> was(String formerKey) {
    requireKey(formerKey);
    oldKey = prefix + formerKey;
    return this;
  }

  /**
   * Adds a rule, in place of one that was given before.
   *
   * @param holds says whether a value is good
   * @param expected completes "must be ...", for example {@code a power of two}
   * @return this
   */
  public Setting<T> must(Predicate<? super T> holds, String expected) {
    rule = Objects.requireNonNull(holds, "holds");
    ruleInWords = Objects.requireNonNull(expected, "expected");
    return this;
  }

  /**
   * Reads a setting that must be there.
   *
   * @return its value; a stand-in after a problem
   */
  public T required() {
    return read(Need.ALWAYS, null, "is missing").orStandIn();
  }

  /**
   * Reads a setting that must be there if a condition holds. It is read in any case, so that a bad
   * value is found early.
   *
   * @param condition for example {@code production}
   * @return its value, or empty if it is not set and need not be
   */
  public Optional<T> requiredIf(boolean condition) {
    return requiredIf(condition, "by another setting");
  }

  /**
   * Reads a setting that must be there if a condition holds, and says why.
   *
   * @param condition for example {@code tls}
   * @param reason completes "is missing: required ...", for example {@code because ORDERS_TLS=true}
   * @return its value, or empty if it is not set and need not be
   */
  public Optional<T> requiredIf(boolean condition, String reason) {
    Objects.requireNonNull(reason, "reason");
    Outcome<T> outcome = read(Need.IN_SOME_CASES, null, missingIf(condition, reason));
    return optional(outcome);
  }

  /**
   * Reads a setting that has a default.
   *
   * @param defaultValue the value if it is not set
   * @return its value, or the default
   */
  public T orElse(T defaultValue) {
    Objects.requireNonNull(defaultValue, "defaultValue");
    return read(Need.NEVER, defaultValue, null).orStandIn();
  }

  /**
   * Reads a setting that has a default unless a condition holds; then it must be there.
   *
   * @param condition for example {@code production}
   * @param defaultValue the value if it is not set and the condition does not hold
   * @return its value, or the default
   */
  public T orElseUnless(boolean condition, T defaultValue) {
    Objects.requireNonNull(defaultValue, "defaultValue");
    String missing = missingIf(condition, "by another setting");
    return read(Need.IN_SOME_CASES, defaultValue, missing).orStandIn();
  }

  /**
   * Reads a setting that may be absent.
   *
   * @return its value, or empty if it is not set
   */
  public Optional<T> optional() {
    return optional(read(Need.NEVER, null, null));
  }

  private static <T> Optional<T> optional(Outcome<T> outcome) {
    boolean nothing = !outcome.isSet() && outcome.problem() == null;
    return nothing ? Optional.empty() : Optional.of(outcome.orStandIn());
  }

  private @Nullable String missingIf(boolean condition, String reason) {
    return condition ? "is missing: required " + reason : null;
  }

  /** Looks a key up; a secret may stand in a file. */
  @Nullable Lookup lookUp(ReadSession reading, String name) {
    return reading.find(name);
  }

  private Outcome<T> read(Need need, @Nullable T fallback, @Nullable String missing) {
    session.requireOpen();
    if (read) {
      throw new IllegalStateException(key + ": was read already, call one reading method only");
    }
    read = true;
    SettingSpec<T> spec =
        new SettingSpec<>(
            key, type, bounds, description, example, rule, ruleInWords, need, fallback);
    Lookup found = lookUp(session, key);
    if (oldKey != null) {
      found = lookUpOld(oldKey, found);
    }
    Outcome<T> outcome = outcome(spec, found, missing);
    session.add(outcome);
    return outcome;
  }

  private @Nullable Lookup lookUpOld(String formerKey, @Nullable Lookup found) {
    session.retire(formerKey);
    Lookup old = lookUp(session, formerKey);
    if (old == null || old.isEmpty() || old.isUnreadable()) {
      return found;
    }
    ConfigProblem warning = ConfigProblem.of(formerKey, "is an old name").withOrigin(old.origin());
    boolean taken = found == null || found.isEmpty();
    session.warn(
        warning.withHint(
            taken ? "rename it to " + key : "remove it: " + key + " is set too, and wins"));
    return taken ? old : found;
  }

  private Outcome<T> outcome(
      SettingSpec<T> spec, @Nullable Lookup found, @Nullable String missing) {
    if (found == null || found.isEmpty()) {
      // what depends on a bad enum is not judged
      boolean bad = missing != null && (spec.need() == Need.ALWAYS || session.isSure());
      Words what = Words.of(found == null && missing != null ? missing : "is set but empty");
      return new Outcome<>(spec, found, null, bad ? session.problem(spec, found, what) : null);
    }
    try {
      String text = found.text();
      if (KubernetesServiceLinks.isInOurPlace(key, text)) { // nobody has set it
        session.warn(
            ConfigProblem.of(key, "was set by Kubernetes for a Service, and is passed over")
                .withOrigin(found.origin())
                .withHint("set enableServiceLinks: false in the pod spec, or rename the Service"));
        return new Outcome<>(spec, null, null, null);
      }
      KubernetesServiceLinks.refuse(key, text);
      return new Outcome<>(spec, found, spec.accept(text), null);
    } catch (BadValue e) {
      ConfigProblem problem = session.problem(spec, found, e.what);
      problem = e.hint == null ? problem : problem.withHint(e.hint);
      return new Outcome<>(spec, found, null, problem);
    }
  }

  private static void requireKey(String name) {
    if (name.isEmpty() || !Ascii.isMadeOf(name, "_.-")) {
      throw new IllegalArgumentException("key: only letters, digits, _ . and - make a key");
    }
  }
}
