package io.softstart.agent.start;

import io.softstart.log.EarlyLog;
import io.softstart.log.EarlyLog.Format;
import io.softstart.log.Level;
import java.util.HashSet;
import java.util.Set;

/** Lines of the agent's own on stderr; each is said once. */
public final class AgentLog {
  private static final Set<String> SAID = new HashSet<>();
  private static String application = "softstart";

  private AgentLog() {}

  /**
   * Names the application in all lines that follow.
   *
   * @param name of the application
   */
  public static synchronized void application(String name) {
    application = name;
  }

  /**
   * Writes a line, unless it was written before.
   *
   * @param line holds no secret
   */
  public static synchronized void sayOnce(String line) {
    if (SAID.add(line)) {
      String format = System.getenv("SOFTSTART_LOG");
      boolean json = format != null && format.strip().equalsIgnoreCase("json");
      EarlyLog.toStderr(application, json ? Format.JSON : Format.TEXT).safeLine(Level.INFO, line);
    }
  }
}
