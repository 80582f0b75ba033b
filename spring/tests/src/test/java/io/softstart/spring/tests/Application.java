package io.softstart.spring.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.JvmResult;
import io.softstart.testkit.RunningJvm;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Applications as child JVMs, on the class path that a user of this version of Boot has. */
final class Application {
  /** What stands beside the tests: a directory that a test may change. */
  static final Path BESIDE = Path.of("target/test-classes").toAbsolutePath();

  private static final Path CLASS_PATH = Path.of("target/application.classpath");
  private static final Path TEST_CLASS_PATH = Path.of("target/test.classpath");
  static final Path LIBRARIES = Path.of("target/libraries").toAbsolutePath();
  private static final Pattern HEAVY =
      Pattern.compile("/(hibernate-core|spring-data-jpa|flyway-core|tomcat-embed-core|spring-web)");

  /**
   * What the small applications have no use for, and what half of their start would be spent on.
   */
  private static final Pattern WATCHING =
      Pattern.compile("/(spring-boot(-starter)?-(actuator|micrometer)|micrometer-(core|jakarta9))");

  /** As jars, or as directories where Maven has packaged nothing. */
  private static final Pattern OURS =
      Pattern.compile(
          "/softstart-[^/]*\\.jar$|/(core|jdbc|redis|kafka|status|spring)/target/classes$");

  private Application() {}

  /** Without JPA, Flyway, a web server and an actuator. */
  static ChildJvm of(Class<?> main) {
    return child(light(), main.getName());
  }

  /** With more libraries, by patterns of their names, and with {@link #BESIDE}. */
  static ChildJvm with(Class<?> main, String... libraries) {
    Pattern more = Pattern.compile("/(" + String.join("|", libraries) + ")-[0-9][^/]*\\.jar$");
    String classPath =
        String.join(
            File.pathSeparator,
            classPath(HEAVY.asPredicate().negate()),
            selected(TEST_CLASS_PATH, more.asPredicate()),
            BESIDE.toString());
    return child(classPath, main.getName());
  }

  /** As it was before the dependency was added. */
  static ChildJvm withoutStarter(Class<?> main, Libraries libraries) {
    return child(
        Stream.of(libraries.classPath().split(File.pathSeparator, -1))
            .filter(OURS.asPredicate().negate())
            .collect(Collectors.joining(File.pathSeparator)),
        main.getName());
  }

  static ChildJvm withStarter(Class<?> main, Libraries libraries) {
    return child(libraries.classPath(), main.getName());
  }

  /** Their lives are short: compiling well and collecting side by side does not pay. */
  private static ChildJvm child(String classPath, String main) {
    return ChildJvm.of(classPath, main).options("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
  }

  private static String light() {
    return classPath(HEAVY.asPredicate().negate().and(WATCHING.asPredicate().negate()));
  }

  /**
   * What a small application has on its class path.
   *
   * @param more what it has besides, by a pattern of names; the empty one for nothing
   * @param unused what it has no use for, by a pattern of names; the empty one for nothing
   */
  record Libraries(String more, String unused) {
    private String classPath() {
      String chosen = light();
      if (!unused.isEmpty()) {
        Predicate<String> has = Pattern.compile("/(" + unused + ")").asPredicate();
        chosen =
            Stream.of(chosen.split(File.pathSeparator, -1))
                .filter(has.negate())
                .collect(Collectors.joining(File.pathSeparator));
      }
      Pattern added = Pattern.compile("/(" + more + ")-[0-9][^/]*\\.jar$");
      return more.isEmpty()
          ? chosen
          : String.join(
              File.pathSeparator,
              chosen,
              selected(TEST_CLASS_PATH, added.asPredicate()),
              copied(added.asPredicate()));
    }
  }

  /** Runs to the end, and returns all that was printed. */
  static String outputOf(ChildJvm application, int exitCode, Duration limit) {
    try (RunningJvm app = application.start()) {
      JvmResult result = app.awaitExit(limit);
      String output = result.stdout() + result.stderr();
      assertThat(result.exitCode()).as(output).isEqualTo(exitCode);
      return output;
    }
  }

  static ChildJvm heavy(Class<?> main) {
    return child(classPath(entry -> true), main.getName());
  }

  /** As it was before the dependency was added. */
  static ChildJvm heavyWithoutStarter(Class<?> main) {
    return child(classPath(OURS.asPredicate().negate()), main.getName());
  }

  static ChildJvm aheadOfTimeProcessing(Class<?> main, Path target) {
    return child(classPath(entry -> true), "org.springframework.boot.SpringApplicationAotProcessor")
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

  /** Whether this version of Boot has a library, by a pattern of its name. */
  static boolean has(String library) {
    return !selected(TEST_CLASS_PATH, Pattern.compile("/" + library + "-[0-9]").asPredicate())
        .isEmpty();
  }

  private static String classPath(Predicate<String> wanted) {
    return Path.of("target/classes").toAbsolutePath()
        + File.pathSeparator
        + selected(CLASS_PATH, wanted);
  }

  /** Libraries that no test has on its own class path. */
  private static String copied(Predicate<String> wanted) {
    String[] names = LIBRARIES.toFile().list();
    return Stream.of(names == null ? new String[0] : names)
        .map(name -> LIBRARIES.resolve(name).toString())
        .filter(wanted)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String selected(Path classPath, Predicate<String> wanted) {
    try {
      return Stream.of(Files.readString(classPath).strip().split(File.pathSeparator, -1))
          .filter(wanted)
          .collect(Collectors.joining(File.pathSeparator));
    } catch (IOException e) {
      throw new UncheckedIOException("no class path of the applications: run Maven once", e);
    }
  }
}
