package io.softstart.agent;

import io.softstart.testkit.ChildJvm;
import java.nio.file.Path;

/** The jar that was built, as users have it. */
final class Agent {
  static final Path JAR = Path.of(System.getProperty("softstart.agent.jar", "none"));

  private Agent() {}

  static ChildJvm with(ChildJvm program) {
    return program.options("-javaagent:" + JAR);
  }

  /** An application that has neither Softstart nor a driver on its class path. */
  static ChildJvm before(Class<?> main, String... alsoOnPath) {
    String own = Path.of("target", "test-classes").toAbsolutePath().toString();
    String path = String.join(java.io.File.pathSeparator, alsoOnPath);
    return with(ChildJvm.of(path.isEmpty() ? own : own + ":" + path, main.getName()));
  }

  static ChildJvm command(String... words) {
    return ChildJvm.ofJar(JAR).args(words);
  }

  static String jarOf(Class<?> type) {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath()).toString();
  }
}
