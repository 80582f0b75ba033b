package io.softstart.bench.crashloop;

import java.util.OptionalLong;

/** When what has ended is started again. Knows of its earlier ends: each container has its own. */
@FunctionalInterface
interface RestartPolicy {
  /**
   * {@return the moment of the next start, in nanoseconds, after a run between two moments; empty
   * if it is given up}
   */
  OptionalLong next(long started, long ended);
}
