package io.softstart.jdbc.migration;

import java.sql.Connection;
import java.sql.DriverManager;
import liquibase.Liquibase;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;

/** A real Liquibase: url, user, password, changelog. */
final class RunLiquibase {
  private RunLiquibase() {}

  public static void main(String... args) throws Exception {
    try (Connection connection = DriverManager.getConnection(args[0], args[1], args[2])) {
      Database database =
          DatabaseFactory.getInstance()
              .findCorrectDatabaseImplementation(new JdbcConnection(connection));
      new Liquibase("migrations/" + args[3], new ClassLoaderResourceAccessor(), database)
          .update("");
      System.out.println("migrated");
    }
  }
}
