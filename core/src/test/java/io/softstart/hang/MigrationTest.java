package io.softstart.hang;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MigrationTest {
  private static StackTraceElement frame(String type, String method) {
    return new StackTraceElement(type, method, null, 1);
  }

  @Test
  void isSeenByTheFramesOfItsTool() {
    StackTraceElement main = frame("com.example.Shop", "main");
    assertThat(Migration.toolIn(main)).isEmpty();
    assertThat(Migration.toolIn(frame("org.flywaydb.core.Flyway", "configure"), main)).isEmpty();
    assertThat(
            Migration.toolIn(
                frame("org.postgresql.core.v3.QueryExecutorImpl", "execute"),
                frame("org.flywaydb.core.Flyway", "migrate"),
                main))
        .isEqualTo("Flyway");
    assertThat(Migration.toolIn(frame("liquibase.Liquibase", "update"), main))
        .isEqualTo("Liquibase");
    assertThat(Migration.toolOn(Thread.currentThread())).isEmpty();
  }
}
