package io.softstart.hang;

import java.util.Map;

/**
 * Whether a thread migrates a database, by the frames of the tools for that. A migration takes as
 * long as there is data, and to end it half way does harm.
 */
public final class Migration {
  /** Class and method, to the name of the tool. */
  private static final Map<String, String> TOOLS =
      Map.of(
          "org.flywaydb.core.Flyway.migrate",
          "Flyway",
          "liquibase.Liquibase.update",
          "Liquibase",
          "liquibase.command.CommandScope.execute",
          "Liquibase");

  private Migration() {}

  /**
   * {@return the name of the tool that migrates on a thread at this moment; empty if none does}
   *
   * @param thread is only looked at
   */
  public static String toolOn(Thread thread) {
    return toolIn(thread.getStackTrace());
  }

  static String toolIn(StackTraceElement... frames) {
    for (StackTraceElement frame : frames) {
      String tool = TOOLS.get(frame.getClassName() + "." + frame.getMethodName());
      if (tool != null) {
        return tool;
      }
    }
    return "";
  }
}
