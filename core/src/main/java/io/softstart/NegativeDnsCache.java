package io.softstart;

import java.security.Security;

/**
 * The JVM remembers for ten seconds that a name did not resolve, so a gate would see a service's
 * name up to ten seconds late. The JVM reads the setting once, at its first look-up.
 */
final class NegativeDnsCache {
  private static final String SETTING = "networkaddress.cache.negative.ttl";
  private static final String JDK_DEFAULT = "10";

  private NegativeDnsCache() {}

  /** Shortens it to a second, unless somebody has chosen a value; returns whether it did. */
  static boolean shorten() {
    if (!JDK_DEFAULT.equals(Security.getProperty(SETTING))) {
      return false;
    }
    Security.setProperty(SETTING, "1");
    return true;
  }

  /** Gives the setting back; the JVM keeps to what it has read. */
  static void restore() {
    Security.setProperty(SETTING, JDK_DEFAULT);
  }
}
