package io.softstart.gate;

import org.jspecify.annotations.Nullable;

/**
 * How much a gate's failure counts.
 *
 * @param advisory whether it delays the startup, and never ends it
 * @param instead the gate whose place it takes; null for none
 */
record Weight(boolean advisory, @Nullable Gate<?> instead) {
  static final Weight FULL = new Weight(false, null);

  Weight asAdvisory() {
    return new Weight(true, instead);
  }
}
