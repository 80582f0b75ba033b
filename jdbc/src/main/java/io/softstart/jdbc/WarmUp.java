package io.softstart.jdbc;

import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;

/**
 * Loads, while the database is not there anyway, what a login and a pool will need: a cold JVM
 * would otherwise spend the first half second of the database's life on it.
 */
final class WarmUp implements Runnable {
  private static final String[] POOL = {
    "com.zaxxer.hikari.HikariDataSource",
    "com.zaxxer.hikari.pool.HikariPool",
    "com.zaxxer.hikari.pool.HikariProxyConnection",
    "com.zaxxer.hikari.pool.HikariProxyStatement",
    "com.zaxxer.hikari.util.ConcurrentBag",
  };

  private static final AtomicBoolean done = new AtomicBoolean();

  private WarmUp() {}

  /** Begins on a daemon thread of its own, once in a JVM. */
  static void begin() {
    if (done.compareAndSet(false, true)) {
      Thread thread = new Thread(null, new WarmUp(), "softstart-warm-up", 0, false);
      thread.setDaemon(true);
      thread.start();
    }
  }

  @Override
  public void run() {
    for (String name : POOL) {
      try {
        Class.forName(name);
      } catch (ClassNotFoundException | LinkageError another) {
        // another version of HikariCP; it is loaded when it is needed
      }
    }
    try {
      // what SCRAM-SHA-256 computes with
      Mac.getInstance("HmacSHA256");
      SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256");
    } catch (GeneralSecurityException another) {
      // another provider; the driver will say so if it matters
    }
  }
}
