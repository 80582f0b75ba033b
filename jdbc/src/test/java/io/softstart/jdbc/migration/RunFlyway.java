package io.softstart.jdbc.migration;

import org.flywaydb.core.Flyway;

/** A real Flyway: url, user, password, location. */
final class RunFlyway {
  private RunFlyway() {}

  public static void main(String... args) {
    Flyway.configure()
        .dataSource(args[0], args[1], args[2])
        .locations("classpath:migrations/" + args[3])
        .load()
        .migrate();
    System.out.println("migrated");
  }
}
