package io.softstart.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A Java program to be run as a process of its own, so that exit codes, signals, output and timing
 * are real.
 *
 * <p>It runs with the {@code java} of this JVM, in this JVM's working directory, with an empty
 * standard input, and with an environment that holds {@code PATH}, {@code HOME} and {@code
 * JAVA_HOME} of this one's and nothing else but what is given: what a developer happens to have
 * exported changes no test.
 *
 * <p>Immutable and thread-safe; each method returns a changed copy.
 */
public final class ChildJvm {
  private static final List<String> INHERITED = List.of("PATH", "HOME", "JAVA_HOME");

  private final Path java;
  private final Path directory;
  private final List<String> options;
  private final List<String> program;
  private final List<String> arguments;
  private final Map<String, String> environment;

  private ChildJvm(
      Path java,
      Path directory,
      List<String> options,
      List<String> program,
      List<String> arguments,
      Map<String, String> environment) {
    this.java = java;
    this.directory = directory;
    this.options = List.copyOf(options);
    this.program = List.copyOf(program);
    this.arguments = List.copyOf(arguments);
    this.environment = Map.copyOf(environment);
  }

  /**
   * Returns a program that is a main class on this JVM's class path.
   *
   * @param main the class with the main method
   * @return the program
   */
  public static ChildJvm of(Class<?> main) {
    return of(System.getProperty("java.class.path"), main.getName());
  }

  /**
   * Returns a program that is a main class on a class path of its own.
   *
   * @param classPath the class path, as {@code java -cp} takes it
   * @param main the name of the class with the main method
   * @return the program
   */
  public static ChildJvm of(String classPath, String main) {
    return ofProgram(List.of("-cp", classPath, main));
  }

  /**
   * Returns a program that is a runnable jar.
   *
   * @param jar the jar
   * @return the program
   */
  public static ChildJvm ofJar(Path jar) {
    return ofProgram(List.of("-jar", jar.toAbsolutePath().toString()));
  }

  private static ChildJvm ofProgram(List<String> program) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.keySet().retainAll(INHERITED);
    return new ChildJvm(
        Path.of(System.getProperty("java.home"), "bin", "java"),
        Path.of("").toAbsolutePath(),
        List.of(),
        program,
        List.of(),
        environment);
  }

  /**
   * Adds arguments for the main method.
   *
   * @param more the arguments
   * @return a copy with them
   */
  public ChildJvm args(String... more) {
    return new ChildJvm(java, directory, options, program, plus(arguments, more), environment);
  }

  /**
   * Adds options for the JVM itself.
   *
   * @param more such as {@code -Xmx64m}
   * @return a copy with them
   */
  public ChildJvm options(String... more) {
    return new ChildJvm(java, directory, plus(options, more), program, arguments, environment);
  }

  /**
   * Sets a system property.
   *
   * @param key the property's name
   * @param value its value
   * @return a copy with it
   */
  public ChildJvm property(String key, String value) {
    return options("-D" + key + "=" + value);
  }

  /**
   * Sets an environment variable.
   *
   * @param name the variable's name
   * @param value its value
   * @return a copy with it
   */
  public ChildJvm env(String name, String value) {
    return env(Map.of(name, value));
  }

  /**
   * Sets environment variables.
   *
   * @param more names and values
   * @return a copy with them
   */
  public ChildJvm env(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(more);
    return new ChildJvm(java, directory, options, program, arguments, all);
  }

  /**
   * Sets the working directory.
   *
   * @param workingDirectory an existing directory
   * @return a copy with it
   */
  public ChildJvm directory(Path workingDirectory) {
    return new ChildJvm(java, workingDirectory, options, program, arguments, environment);
  }

  /**
   * Takes another JVM.
   *
   * @param binary the {@code java} command
   * @return a copy with it
   */
  public ChildJvm java(Path binary) {
    return new ChildJvm(binary, directory, options, program, arguments, environment);
  }

  /**
   * Starts the process. Returns as soon as it exists.
   *
   * @return the running process, to be closed by the caller
   * @throws UncheckedIOException if it cannot be started
   */
  public RunningJvm start() {
    if (java.isAbsolute() && !Files.isExecutable(java)) {
      // what resets the signals would start, and fail later
      throw new UncheckedIOException(
          "cannot start " + this, new NoSuchFileException(java.toString()));
    }
    List<String> command = new ArrayList<>(Signals.reset());
    command.addAll(command());
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    long startedAt = System.nanoTime();
    try {
      return new RunningJvm(builder.start(), startedAt);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + this, e);
    }
  }

  /** Tells the command line, with its arguments, but not the environment. */
  @Override
  public String toString() {
    return String.join(" ", command());
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(options);
    command.addAll(program);
    command.addAll(arguments);
    return command;
  }

  private static List<String> plus(List<String> list, String... more) {
    List<String> all = new ArrayList<>(list);
    all.addAll(List.of(more));
    return all;
  }
}
