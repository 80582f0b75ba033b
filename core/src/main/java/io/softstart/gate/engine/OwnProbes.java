package io.softstart.gate.engine;

import io.softstart.gate.Probe;

/** Which probes are this library's own, by their packages. */
final class OwnProbes {
  /** Those of TCP and HTTP: on the JDK alone, without a client that logs. */
  private static final String BARE = "io.softstart.probe.";

  private static final String SPRING = "io.softstart.spring.";
  private static final String[] WITH_PRELOAD = {
    "io.softstart.jdbc.", "io.softstart.redis.", "io.softstart.kafka.",
  };

  private OwnProbes() {}

  /** Whether it is one of them; a check of a user's is run by {@code CheckProbe}, and is none. */
  static boolean isOwn(Probe<?> probe) {
    return isBare(probe) || preloads(probe) || probe.getClass().getName().startsWith(SPRING);
  }

  /** Whether it uses no client. */
  static boolean isBare(Probe<?> probe) {
    return probe.getClass().getName().startsWith(BARE);
  }

  private static boolean preloads(Probe<?> probe) {
    for (String prefix : WITH_PRELOAD) {
      if (probe.getClass().getName().startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a probe has this method itself. What is known of the library's own is not asked: to
   * look for a method loads the classes that all public ones name, of clients too.
   */
  static boolean declares(Probe<?> probe, String method) {
    if (preloads(probe)) {
      return true;
    }
    try {
      return probe.getClass().getMethod(method).getDeclaringClass() != Probe.class;
    } catch (NoSuchMethodException impossible) {
      return false;
    }
  }
}
