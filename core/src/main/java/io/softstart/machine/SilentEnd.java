package io.softstart.machine;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/**
 * Options of this JVM with which it ends at once when its memory is used up, so that no hook runs
 * and nothing can be reported.
 */
public final class SilentEnd {
  private static final String[] NAMES = {"ExitOnOutOfMemoryError", "CrashOnOutOfMemoryError"};

  /** Options that stand in files. */
  private static final String[] FILES = {"\0@", "-XX:Flags=", "-XX:VMOptionsFile="};

  private SilentEnd() {}

  /** {@return the name of the option in force; empty if there is none} */
  public static String option() {
    String line = Machine.here().read("proc/self/cmdline");
    String found = in(variable("JAVA_TOOL_OPTIONS"), line, variable("_JAVA_OPTIONS"));
    return found.isEmpty() && (line.isEmpty() || namesFile(line)) ? asked() : found;
  }

  private static String variable(String name) {
    @Nullable String value = System.getenv(name);
    return value == null ? "" : value;
  }

  private static boolean namesFile(String line) {
    for (String file : FILES) {
      if (line.contains(file)) {
        return true;
      }
    }
    return System.getenv("JDK_JAVA_OPTIONS") != null;
  }

  /** {@return the option that texts of options switch on, the last of which counts; or nothing} */
  static String in(String... options) {
    String all = String.join(" ", options);
    for (String name : NAMES) {
      if (all.lastIndexOf("-XX:+" + name) > all.lastIndexOf("-XX:-" + name)) {
        return name;
      }
    }
    return "";
  }

  /** Certain, and slow: a hundred milliseconds of a cold JVM. */
  private static String asked() {
    try {
      HotSpotDiagnosticMXBean jvm =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      for (String name : NAMES) {
        if (jvm != null && Boolean.parseBoolean(jvm.getVMOption(name).getValue())) {
          return name;
        }
      }
    } catch (RuntimeException | LinkageError without) {
      // another JVM, or an image without java.management
    }
    return "";
  }
}
