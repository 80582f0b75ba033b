package io.softstart.agent;

import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/**
 * The entry of the jar, as a Java agent and as a command. Names no class but those of {@code
 * java.base}, since it is loaded into every JVM that {@code JAVA_TOOL_OPTIONS} reaches; all else is
 * loaded only where something is configured, by a class loader that the application does not see.
 */
public final class SoftstartAgent {
  private static final String PREFIX = "SOFTSTART_";
  private static final String OF_TESTS = "SOFTSTART_TEST_";
  private static boolean begun;

  private SoftstartAgent() {}

  /**
   * Called by the JVM on the main thread, before {@code main}. Throws nothing: that would abort the
   * JVM.
   *
   * @param options ignored
   */
  public static void premain(@Nullable String options) {
    try {
      if (isTool() || !isConfigured() || !isFirst()) {
        return;
      }
      call("io.softstart.agent.start.BeforeMain");
    } catch (Throwable defect) {
      tell(defect);
    }
  }

  /**
   * The command.
   *
   * @param arguments {@code wait}, {@code check} or {@code run}, and what belongs to it
   * @throws Throwable what ends it
   */
  public static void main(String... arguments) throws Throwable {
    call("io.softstart.agent.command.Command", arguments);
  }

  /** The tools of the JDK are started by name of their module. */
  private static boolean isTool() {
    String module = System.getProperty("jdk.module.main");
    return module != null && (module.startsWith("jdk.") || module.startsWith("java."));
  }

  private static boolean isConfigured() {
    for (String name : System.getenv().keySet()) {
      if (name.startsWith(PREFIX) && !name.startsWith(OF_TESTS)) {
        return true;
      }
    }
    for (Object name : System.getProperties().keySet()) {
      if (name instanceof String text && text.regionMatches(true, 0, PREFIX, 0, 9)) {
        return true;
      }
    }
    return false;
  }

  /** The same agent may be named twice, in JAVA_TOOL_OPTIONS and on the command line. */
  private static synchronized boolean isFirst() {
    boolean first = !begun;
    begun = true;
    return first;
  }

  private static void call(String name, String... arguments) throws Throwable {
    try {
      Class<?> entry = new NestedClassLoader(SoftstartAgent.class).loadClass(name);
      entry.getMethod("main", String[].class).invoke(null, (Object) arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause() == null ? thrown : thrown.getCause();
    }
  }

  private static void tell(Throwable defect) {
    try {
      System.err.println(
          "softstart: the agent cannot wait ("
              + defect.getClass().getName()
              + "); the application starts without it. To do: report this as a defect");
    } catch (Throwable nowhereToTell) {
      // the application starts all the same
    }
  }
}
