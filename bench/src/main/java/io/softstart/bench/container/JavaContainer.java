package io.softstart.bench.container;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How {@code docker run} starts a JVM with this JVM's class path and network. */
public final class JavaContainer {
  private static final String AN_IMAGE_WITH_JAVA = "apache/kafka:4.3.1";

  private JavaContainer() {}

  /**
   * Returns a command line to which the JVM's options, its main class and its arguments are added.
   *
   * @param options of {@code docker run}
   */
  public static List<String> run(List<String> options) {
    List<String> command = new ArrayList<>(List.of("docker", "run", "--init", "--network", "host"));
    command.addAll(List.of("--workdir", Path.of("").toAbsolutePath().toString()));
    Stream.of(classPath().split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .forEach(entry -> command.addAll(List.of("--volume", entry + ":" + entry + ":ro")));
    command.addAll(options);
    command.addAll(List.of("--entrypoint", "java"));
    String prefix = System.getenv().getOrDefault("TESTCONTAINERS_HUB_IMAGE_NAME_PREFIX", "");
    command.add(prefix + AN_IMAGE_WITH_JAVA);
    return command;
  }

  /** {@return the class path of this JVM, which is the container's too} */
  public static String classPath() {
    return System.getProperty("java.class.path");
  }
}
