package io.softstart.agent.greeting;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;

/** Jars on a class path that the JVM skips without a message: a driver may be in one of them. */
public final class UnreadableJars {
  private UnreadableJars() {}

  /**
   * Tries to open each.
   *
   * @param classPath as the JVM has it
   * @return names of files that are there, and are no jars that this process can read
   */
  public static List<String> on(String classPath) {
    List<String> names = new ArrayList<>();
    for (String path : classPath.split(File.pathSeparator, -1)) {
      File file = new File(path);
      if (file.isFile() && !isReadable(file)) {
        names.add(file.getName());
      }
    }
    return names;
  }

  private static boolean isReadable(File file) {
    try {
      new JarFile(file, false).close();
      return true;
    } catch (IOException | SecurityException unreadable) {
      return false;
    }
  }
}
