package io.softstart.agent.start;

import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.jar.JarFile;

/** The application of this process, as far as the JVM knows it before {@code main}. */
final class Application {
  private static final String JAR = ".jar";
  private static final String DRY_RUN = "--dry-run";
  private static final String OF_SOURCE = "jdk.compiler/com.sun.tools.javac.launcher.";
  private static final String CORE = "softstart-core";

  private final String command;
  private final String classPath;

  Application(String command, String classPath) {
    this.command = command;
    this.classPath = classPath;
  }

  static Application ofThisProcess() {
    return new Application(
        System.getProperty("sun.java.command", "").strip(),
        System.getProperty("java.class.path", ""));
  }

  /**
   * {@return whether a main will begin} It does not after {@code java -version} and the like, which
   * have no command, nor after {@code java --dry-run}. A program may have an argument of that name.
   */
  boolean begins() {
    ProcessHandle.Info process = ProcessHandle.current().info();
    if (command.isEmpty()) {
      String launcher = process.command().map(file -> new File(file).getName()).orElse("");
      return !launcher.equals("java") && !launcher.equals("java.exe");
    }
    return command.contains(DRY_RUN)
        || !Arrays.asList(process.arguments().orElse(new String[0])).contains(DRY_RUN);
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
        || NestedJars.of(classPath).stream().anyMatch(jar -> jar.name().startsWith(CORE));
  }

  /** {@return what it is called in each line: its jar, or its main class} */
  String name() {
    String name = isJar() ? new File(classPath).getName() : mainClass();
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

  /** {@return the first word of the command; the name of the file after java File.java} */
  private String mainClass() {
    String[] words = command.split(" ", 3);
    if (words.length > 1 && words[0].startsWith(OF_SOURCE)) {
      String file = new File(words[1]).getName();
      int dot = file.lastIndexOf('.');
      return dot < 1 ? file : file.substring(0, dot);
    }
    return words[0];
  }

  /** {@return a class loader that has its drivers} */
  ClassLoader loader() {
    return NestedJars.loader(classPath);
  }
}
