package io.softstart.spring;

import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.DirectFieldAccessor;

/**
 * What a Flyway was told, by name: Spring Boot's versions have different ones.
 *
 * @param source where it migrates; null if that is not known
 * @param usual whether its history has the usual name, in the schema of the connection
 */
record FlywaySettings(@Nullable DataSource source, boolean usual) {
  private static final String FLYWAY = "org.flywaydb.core.Flyway";
  private static final String INITIALIZER = "FlywayMigrationInitializer";
  private static final String TYPE = "org.flywaydb.core.api.configuration.Configuration";
  private static final String TABLE = "flyway_schema_history";

  static boolean isFlyway(Object bean) {
    return bean.getClass().getName().equals(FLYWAY);
  }

  /**
   * {@return those of the Flyway that Spring Boot migrates when a bean is initialized; null for
   * other beans, and where a strategy of the application's own decides what becomes of it}
   */
  static @Nullable FlywaySettings ofInitializer(Object bean) {
    if (!bean.getClass().getSimpleName().equals(INITIALIZER)) {
      return null;
    }
    try {
      DirectFieldAccessor fields = new DirectFieldAccessor(bean);
      Object flyway = fields.getPropertyValue("flyway");
      return flyway == null || fields.getPropertyValue("migrationStrategy") != null
          ? null
          : of(flyway);
    } catch (RuntimeException changed) {
      return null;
    }
  }

  static FlywaySettings of(Object flyway) {
    try {
      Object settings = flyway.getClass().getMethod("getConfiguration").invoke(flyway);
      Class<?> type = Class.forName(TYPE, true, flyway.getClass().getClassLoader());
      Object table = type.getMethod("getTable").invoke(settings);
      Object schema = type.getMethod("getDefaultSchema").invoke(settings);
      String[] schemas = (String[]) type.getMethod("getSchemas").invoke(settings);
      return new FlywaySettings(
          (DataSource) type.getMethod("getDataSource").invoke(settings),
          TABLE.equals(table) && schema == null && schemas.length == 0);
    } catch (ReflectiveOperationException changed) {
      return new FlywaySettings(null, false);
    }
  }
}
