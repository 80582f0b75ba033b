package io.softstart.gate;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one attempt went: it opened something, it threw, or (neither) it was cut off.
 *
 * @param value what it opened; null for probes that open nothing, and for failures
 * @param thrown what it threw, or null
 * @param cut after how long it was cut off, or null
 * @param owned what belongs to the value
 */
record Attempted<T>(
    @Nullable T value, @Nullable Throwable thrown, @Nullable Duration cut, Owned owned) {
  boolean succeeded() {
    return thrown == null && cut == null;
  }
}
