package io.softstart.hang;

import org.jspecify.annotations.Nullable;

/** Tells the application's own code from that of the JDK and of libraries, by its package. */
public final class OwnCode {
  private static final String[] FOREIGN =
      ("java. javax. jdk. sun. com.sun. io.softstart.config. io.softstart.crash. "
              + "io.softstart.fence. io.softstart.framework. io.softstart.gate. "
              + "io.softstart.hang. io.softstart.settings. io.softstart.startup. "
              + "io.softstart.Startup. org.springframework.")
          .split(" ");

  /** Libraries that often stand between the application and what it waits for. */
  private static final String[] LIBRARIES =
      ("com.mysql. com.zaxxer. io.lettuce. io.micrometer. io.netty. io.softstart. jakarta. kotlin. "
              + "liquibase. org.apache. org.eclipse. org.flywaydb. org.hibernate. org.mariadb. "
              + "org.postgresql. oracle. reactor. scala.")
          .split(" ");

  private OwnCode() {}

  /**
   * {@return whether a class belongs to the JDK, to Spring or to this library}
   *
   * @param owner the name of the class
   */
  public static boolean isForeign(String owner) {
    return startsWithOneOf(owner, FOREIGN);
  }

  private static boolean startsWithOneOf(String owner, String[] prefixes) {
    String outermost = owner.replace('$', '.') + ".";
    for (String prefix : prefixes) {
      if (outermost.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Of {@code com.example.shop.Main} it is {@code com.example.}: two words tell who wrote it.
   *
   * @return how the application's classes begin; empty if the command line does not tell
   */
  public static String packageOfMain() {
    String command = System.getProperty("sun.java.command", "");
    int end = command.indexOf(' ');
    String main = end < 0 ? command : command.substring(0, end);
    return main.endsWith(".jar") || main.indexOf('/') >= 0 ? "" : firstTwoWordsOf(main);
  }

  private static String firstTwoWordsOf(String className) {
    int second = className.indexOf('.', className.indexOf('.') + 1);
    return className.substring(0, second < 0 ? className.lastIndexOf('.') + 1 : second + 1);
  }

  /** {@return the position of the innermost frame of the application; -1 if there is none} */
  static int innermost(StackTraceElement[] frames) {
    String home = packageOfMain();
    for (int i = frames.length - 1; i >= 0 && home.isEmpty(); i--) {
      String owner = frames[i].getClassName();
      home = frames[i].getMethodName().equals("main") && !isForeign(owner) ? owner : "";
      home = firstTwoWordsOf(home);
    }
    int own = first(frames, home, null);
    return own >= 0 && !home.isEmpty() ? own : first(frames, "", LIBRARIES);
  }

  private static int first(StackTraceElement[] frames, String home, String @Nullable [] others) {
    for (int i = 0; i < frames.length; i++) {
      String owner = frames[i].getClassName();
      if (owner.startsWith(home)
          && !isForeign(owner)
          && (others == null || !startsWithOneOf(owner, others))) {
        return i;
      }
    }
    return -1;
  }
}
