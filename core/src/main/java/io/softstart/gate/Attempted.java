package io.softstart.gate;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one attempt went: it opened something, it threw, or it was cut off.
 *
 * @param value what it opened; null for probes that open nothing, and for failures
 * @param thrown what it threw, or null
 * @param allowed how long it was allowed to take
 * @param cut whether it was cut off then
 * @param owned what belongs to the value
 */
record Attempted<T>(
    @Nullable T value, @Nullable Throwable thrown, Duration allowed, boolean cut, Owned owned) {
  boolean succeeded() {
    return thrown == null && !cut;
  }
}
