package io.softstart.jdbc.migration;

import io.softstart.gate.Attempt;
import io.softstart.gate.TestAttempt;
import io.softstart.jdbc.JdbcProbe;
import io.softstart.net.ServiceUrl;
import java.util.Properties;

/** What a probe of migrations says of a lock. */
final class HeldLocks {
  private HeldLocks() {}

  static JdbcProbe<?> probe(String url) {
    return login(url).migrated();
  }

  static JdbcProbe<?> login(String url) {
    Properties account = new Properties();
    account.setProperty("user", "app");
    account.setProperty("password", "app-password");
    return JdbcProbe.login(ServiceUrl.of(url), account);
  }

  /** Reason and action, also as a warning; empty where it is ready and nobody holds a lock. */
  static String refusal(JdbcProbe<?> probe, TestAttempt attempt) {
    try {
      probe.open(attempt);
    } catch (Attempt.NotReady notYet) {
      return notYet.failure().reason() + " | " + notYet.failure().action();
    } catch (Exception other) {
      throw new AssertionError(other);
    }
    return String.join(" | ", attempt.warnings());
  }
}
