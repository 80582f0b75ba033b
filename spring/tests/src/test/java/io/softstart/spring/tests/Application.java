package io.softstart.spring.tests;

import io.softstart.testkit.ChildJvm;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Applications as child JVMs, on the class path that a user of this version of Boot has. */
final class Application {
  private static final Path CLASS_PATH = Path.of("target/application.classpath");
  private static final Pattern HEAVY =
      Pattern.compile("/(hibernate-core|spring-data-jpa|flyway-core|tomcat-embed-core|spring-web)");
  private static final Pattern OURS = Pattern.compile("/softstart-[^/]*\\.jar$");

  private Application() {}

  /** Without JPA, Flyway and a web server. */
  static ChildJvm of(Class<?> main) {
    return ChildJvm.of(classPath(HEAVY.asPredicate().negate()), main.getName());
  }

  static ChildJvm heavy(Class<?> main) {
    return ChildJvm.of(classPath(entry -> true), main.getName());
  }

  /** As it was before the dependency was added. */
  static ChildJvm heavyWithoutStarter(Class<?> main) {
    return ChildJvm.of(classPath(OURS.asPredicate().negate()), main.getName());
  }

  static ChildJvm aheadOfTimeProcessing(Class<?> main, Path target) {
    return ChildJvm.of(
            classPath(entry -> true), "org.springframework.boot.SpringApplicationAotProcessor")
        .args(
            main.getName(),
            target.resolve("sources").toString(),
            target.resolve("resources").toString(),
            target.resolve("classes").toString(),
            "io.softstart",
            "shop");
  }

  /** {@return stderr without what newer JVMs say there of the libraries of older Boots} */
  static String withoutJvm(String stderr) {
    return stderr
        .lines()
        .filter(line -> !line.startsWith("WARNING: "))
        .collect(Collectors.joining("\n"));
  }

  private static String classPath(Predicate<String> wanted) {
    try {
      String libraries =
          Stream.of(Files.readString(CLASS_PATH).strip().split(File.pathSeparator, -1))
              .filter(wanted)
              .collect(Collectors.joining(File.pathSeparator));
      return Path.of("target/classes").toAbsolutePath() + File.pathSeparator + libraries;
    } catch (IOException e) {
      throw new UncheckedIOException("no class path of the applications: run Maven once", e);
    }
  }
}
