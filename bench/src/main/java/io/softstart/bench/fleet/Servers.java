package io.softstart.bench.fleet;

import java.time.Duration;

/** The servers that a fleet meets. */
final class Servers {
  /**
   * What a PostgreSQL 18 spends on a client that it has no room for, and on a connection that says
   * nothing, as shares of a login: 1.2 and 1.1 of 3.2 ms of processor time, measured on this
   * project's machine, over the loopback, without TLS.
   */
  static final double TURNED_AWAY = 0.38;

  static final double KNOCKED = 0.33;

  /** The one that the goals are about. */
  static final Capacity ROOMY = postgres("500 logins/s, 500 at a time", 500, 500);

  static final Capacity NARROW = postgres("500 logins/s, 100 at a time", 500, 100);

  /** Its queue is longer than clients wait: 20 s. */
  static final Capacity SLOW = postgres("50 logins/s, 1,000 at a time", 50, 1_000);

  static final Capacity CHEAP =
      new Capacity(
          "500 logins/s, 500 at a time, refuses for 0.1", 4, 500, 500, 0.1, 0.1, Duration.ZERO);

  /** First says for a while that it is starting; that is not slowed down by those who ask. */
  static final Capacity STARTING =
      new Capacity(
          "500 logins/s, 500 at a time, after 2 s of recovery",
          4,
          500,
          500,
          TURNED_AWAY,
          KNOCKED,
          Duration.ofSeconds(2));

  private Servers() {}

  private static Capacity postgres(String name, double rate, int slots) {
    return new Capacity(name, 4, rate, slots, TURNED_AWAY, KNOCKED, Duration.ZERO);
  }
}
