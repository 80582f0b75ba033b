package io.softstart.settings;

import io.softstart.gate.Backoff;
import io.softstart.gate.BackoffText;
import java.util.Optional;
import java.util.function.Function;

/** Reads a backoff; a class, since a lambda costs milliseconds. */
final class BackoffParser implements Function<String, Optional<Backoff>> {
  @Override
  public Optional<Backoff> apply(String text) {
    return Optional.of(BackoffText.parse(text));
  }
}
