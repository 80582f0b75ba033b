package io.softstart.jdbc;

import io.softstart.client.WarmUp;

/** What a login and a pool will need. */
final class PoolWarmUp {
  static final WarmUp ONCE =
      new WarmUp(
          PoolWarmUp.class,
          "com.zaxxer.hikari.HikariDataSource",
          "com.zaxxer.hikari.pool.HikariPool",
          "com.zaxxer.hikari.pool.HikariProxyConnection",
          "com.zaxxer.hikari.pool.HikariProxyStatement",
          "com.zaxxer.hikari.util.ConcurrentBag",
          "io.softstart.jdbc.ScramWarmUp");

  private PoolWarmUp() {}
}
