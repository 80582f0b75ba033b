package io.softstart.config;

import io.softstart.redact.Redactor;
import org.jspecify.annotations.Nullable;

/**
 * What came of reading one setting.
 *
 * @param spec what was asked for
 * @param found what the sources answered; null if it is not set
 * @param value the value in force; null if there is none, or a bad one
 * @param problem what is wrong
 */
record Outcome<T>(
    SettingSpec<T> spec,
    @Nullable Lookup found,
    @Nullable T value,
    @Nullable ConfigProblem problem) {

  /** Whether there is a text; an empty one counts as none. */
  boolean isSet() {
    return found != null && !found.isEmpty();
  }

  boolean isMissing() {
    return found == null && problem != null;
  }

  /** Returns the value, or what takes its place. */
  T orStandIn() {
    return value == null ? spec.standIn() : value;
  }

  /** Returns the value in force as a table shows it, or what is in its place. */
  String valueInWords() {
    if (value != null) {
      return spec.isOpaque() ? "(set)" : Redactor.redact(spec.type().format(value));
    }
    if (isSet()) {
      return "(bad)";
    }
    if (isMissing()) {
      return "(missing)";
    }
    String words = spec.fallbackInWords();
    return words == null ? "" : words;
  }

  /** Returns where the value in force comes from; empty if there is none. */
  String originInWords() {
    if (found != null && !found.isEmpty()) {
      return found.origin();
    }
    return spec.fallback() == null || isMissing() ? "" : "default";
  }
}
