package io.softstart.agent.greeting;

/** The module that drivers need: an application of modules may run without it. */
public final class JavaSql {
  private JavaSql() {}

  /** {@return whether a driver can be loaded in this process} */
  public static boolean isHere() {
    return ModuleLayer.boot().findModule("java.sql").isPresent();
  }
}
