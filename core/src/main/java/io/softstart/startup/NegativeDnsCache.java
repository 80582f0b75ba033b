package io.softstart.startup;

import io.softstart.gate.AnyGate;
import io.softstart.net.Target;
import io.softstart.text.Ascii;
import io.softstart.time.Deadline;
import io.softstart.time.Ticker;
import java.security.Security;
import java.time.Duration;
import java.util.Optional;

/**
 * The JVM remembers for ten seconds that a name did not resolve, so a gate would see a service's
 * name up to ten seconds late. The JVM reads the setting once, at its first look-up.
 */
final class NegativeDnsCache {
  private static final String SETTING = "networkaddress.cache.negative.ttl";
  private static final String JDK_DEFAULT = "10";
  private static final String SHORTENED = "1";
  private static final Duration MOST = Duration.ofSeconds(1);

  private NegativeDnsCache() {}

  /**
   * Shortens it to a second, unless somebody has chosen a value or no gate looks a name up: a
   * change of a security property starts the JDK's own logging, tens of milliseconds.
   *
   * @return whether it did
   */
  static boolean shortenFor(AnyGate<?>... gates) {
    return anyLooksUpNames(gates) && replace(JDK_DEFAULT, SHORTENED);
  }

  /** A target that is not told in time counts as one with a name, so that only one costs time. */
  private static boolean anyLooksUpNames(AnyGate<?>... gates) {
    Deadline end = Deadline.in(MOST, Ticker.system());
    for (AnyGate<?> gate : gates) {
      if (end.left() <= 0 || looksUpNames(gate.target())) {
        return true;
      }
    }
    return false;
  }

  private static boolean looksUpNames(Optional<Target> target) {
    if (target.isEmpty()) {
      return true; // nobody knows
    }
    for (Target.Endpoint endpoint : target.get().endpoints()) {
      String host = endpoint.host();
      boolean address = host.indexOf(':') >= 0 || Ascii.isDigits(host.replace(".", ""));
      if (!address && !host.equals("localhost")) {
        return true;
      }
    }
    return false;
  }

  /** Gives the setting back, unless somebody has chosen; the JVM keeps to what it has read. */
  static void restore() {
    replace(SHORTENED, JDK_DEFAULT);
  }

  private static boolean replace(String value, String other) {
    try {
      if (!value.equals(Security.getProperty(SETTING))) {
        return false;
      }
      Security.setProperty(SETTING, other);
      return true;
    } catch (SecurityException refused) { // by a SecurityManager: names are seen a little late then
      return false;
    }
  }
}
