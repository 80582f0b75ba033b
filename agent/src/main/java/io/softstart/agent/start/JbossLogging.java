package io.softstart.agent.start;

/**
 * A driver's first log line decides which log manager the JVM has. Quarkus sets its own at the
 * beginning of main, which would be too late then.
 */
final class JbossLogging {
  private static final String PROPERTY = "java.util.logging.manager";
  private static final String MANAGER = "org.jboss.logmanager.LogManager";

  private JbossLogging() {}

  static void chooseAsQuarkusWould(ClassLoader system) {
    if (System.getProperty(PROPERTY) == null
        && system.getResource(MANAGER.replace('.', '/') + ".class") != null) {
      System.setProperty(PROPERTY, MANAGER);
    }
  }
}
