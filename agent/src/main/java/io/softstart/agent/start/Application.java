package io.softstart.agent.start;

import java.io.File;
import java.io.IOException;
import java.util.jar.JarFile;

/** The application of this process, as far as the JVM knows it before {@code main}. */
final class Application {
  private static final String JAR = ".jar";
  private static final String CORE = "softstart-core";

  private final String command;
  private final String classPath;

  private Application(String command, String classPath) {
    this.command = command;
    this.classPath = classPath;
  }

  static Application ofThisProcess() {
    return new Application(
        System.getProperty("sun.java.command", "").strip(),
        System.getProperty("java.class.path", ""));
  }

  /** {@return whether the process runs the jar of the agent, as a command} */
  boolean isAgent() {
    return isJar() && mainClassIn(classPath).equals("io.softstart.agent.SoftstartAgent");
  }

  private boolean isJar() {
    return classPath.endsWith(JAR)
        && !classPath.contains(File.pathSeparator)
        && command.startsWith(classPath);
  }

  private static String mainClassIn(String path) {
    try (JarFile jar = new JarFile(path, false)) {
      String main =
          jar.getManifest() == null
              ? null
              : jar.getManifest().getMainAttributes().getValue("Main-Class");
      return main == null ? "" : main;
    } catch (IOException unreadable) { // the JVM tells
      return "";
    }
  }

  /** {@return whether it waits by itself} */
  boolean bringsSoftstart() {
    return ClassLoader.getSystemResource("io/softstart/Startup.class") != null
        || NestedJars.of(this).stream().anyMatch(jar -> jar.name().startsWith(CORE));
  }

  /** {@return the class path as the JVM has it} */
  String classPath() {
    return classPath;
  }

  /** {@return what it is called in each line: its jar, or its main class} */
  String name() {
    String name = isJar() ? new File(classPath).getName() : firstWord();
    if (name.endsWith(JAR)) {
      name = name.substring(0, name.length() - JAR.length());
    } else {
      name = name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('/')) + 1);
    }
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      plain.append(Character.isISOControl(c) ? '?' : c);
    }
    return plain.toString().isBlank() ? "application" : plain.toString();
  }

  private String firstWord() {
    int end = command.indexOf(' ');
    return end < 0 ? command : command.substring(0, end);
  }

  /** {@return a class loader that has its drivers} */
  ClassLoader loader() {
    return NestedJars.loader(this);
  }
}
