package io.softstart.jdbc;

import io.softstart.client.ClassPreloader;

/** What a login and a pool will need. */
final class PoolWarmUp {
  static final ClassPreloader ONCE =
      new ClassPreloader(
          PoolWarmUp.class,
          "com.zaxxer.hikari.HikariDataSource",
          "com.zaxxer.hikari.pool.HikariPool",
          "com.zaxxer.hikari.pool.HikariProxyConnection",
          "com.zaxxer.hikari.pool.HikariProxyStatement",
          "com.zaxxer.hikari.util.ConcurrentBag",
          "io.softstart.jdbc.ScramWarmUp");

  private PoolWarmUp() {}
}
