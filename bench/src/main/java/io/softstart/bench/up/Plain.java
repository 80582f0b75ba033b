package io.softstart.bench.up;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/** An application without Softstart: a pool, and a query. Arguments: see {@link Query}. */
final class Plain {
  private Plain() {}

  public static void main(String[] args) throws Exception {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(args[1]);
    config.setUsername(args[2]);
    config.setPassword(args[3]);
    HikariDataSource pool = new HikariDataSource(config);
    Query.run(pool, args);
  }
}
