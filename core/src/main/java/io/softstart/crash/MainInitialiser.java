package io.softstart.crash;

import java.io.IOException;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * The static initialiser of the main class. What it throws no handler sees: the launcher prints it,
 * and ends with code 1. The JVM remembers it for those who ask for the class again.
 *
 * @param mainClass its name
 * @param thrown the JVM's copy: class, message and stack of what was thrown
 */
record MainInitialiser(String mainClass, Throwable thrown) {
  /** {@return the initialiser that has failed; null if none has, or if that cannot be told} */
  static @Nullable MainInitialiser failed() {
    String command = System.getProperty("sun.java.command", "");
    String path = System.getProperty("java.class.path", "");
    boolean jar = !path.isEmpty() && command.startsWith(path);
    return failed(jar ? mainClassOf(path) : firstWord(command), ClassLoader.getSystemClassLoader());
  }

  /**
   * The same of a class whose initialiser has run; it would run now else.
   *
   * @param mainClass may be empty
   */
  static @Nullable MainInitialiser failed(String mainClass, ClassLoader loader) {
    try {
      if (!mainClass.isEmpty()) {
        Class.forName(mainClass, true, loader);
      }
    } catch (NoClassDefFoundError erroneous) {
      Throwable thrown = erroneous.getCause();
      return thrown instanceof ExceptionInInitializerError
          ? new MainInitialiser(mainClass, thrown)
          : null;
    } catch (ReflectiveOperationException | LinkageError | RuntimeException unknown) {
      return null;
    }
    return null;
  }

  /** {@return the class that a command line begins with, with or without its module} */
  private static String firstWord(String command) {
    int end = command.indexOf(' ');
    String word = end < 0 ? command : command.substring(0, end);
    int slash = word.indexOf('/');
    if (slash < 0) {
      String ofModule = System.getProperty("jdk.module.main.class");
      return ofModule == null ? word : ofModule;
    }
    return word.substring(slash + 1);
  }

  private static String mainClassOf(String path) {
    try (JarFile jar = new JarFile(path, false)) {
      Manifest manifest = jar.getManifest();
      String main = manifest == null ? null : manifest.getMainAttributes().getValue("Main-Class");
      return main == null ? "" : main.strip();
    } catch (IOException unreadable) {
      return "";
    }
  }
}
