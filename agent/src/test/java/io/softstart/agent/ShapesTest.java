package io.softstart.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.JvmResult;
import io.softstart.testkit.Ports;
import io.softstart.testkit.PostgresServer;
import io.softstart.testkit.RunningJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However an application is packed: it waits with its own driver, and starts. */
class ShapesTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Path DRIVER = Path.of(Agent.jarOf(org.postgresql.Driver.class));
  private static PostgresServer postgres;

  @TempDir Path directory;

  @BeforeAll
  static void start() {
    postgres = PostgresServer.create();
    postgres.start();
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @Test
  void aPlainJarHasNoDriver() throws IOException {
    Path jar = BuiltJar.plain(directory.resolve("app.jar"), Map.of());
    JvmResult result = run(Agent.with(ChildJvm.ofJar(jar)));
    assertThat(result.stderr()).contains("app: starting", "a login is not tried", "db is open");
    assertStarted(result);
  }

  @Test
  void aJarWithAClassPath() throws IOException {
    Files.copy(DRIVER, Files.createDirectory(directory.resolve("lib")).resolve("pg.jar"));
    Path jar = BuiltJar.plain(directory.resolve("app.jar"), Map.of("Class-Path", "lib/pg.jar"));
    assertLoggedIn(run(Agent.with(ChildJvm.ofJar(jar))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.5", "4.1"})
  void aJarOfSpringBoot(String version) throws IOException {
    JvmResult result = run(Agent.with(ChildJvm.ofJar(boot(version))));
    assertThat(result.stderr()).contains("app: starting");
    assertLoggedIn(result);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.5", "4.1"})
  void anExplodedJarOfSpringBoot(String version) throws IOException {
    Path exploded = BuiltJar.exploded(boot(version), directory.resolve("exploded"));
    String launcher = "org.springframework.boot.loader.launch.JarLauncher";
    assertLoggedIn(run(Agent.with(ChildJvm.of(exploded.toString(), launcher))));
    ChildJvm here = Agent.with(ChildJvm.of(".", launcher)).directory(exploded);
    assertLoggedIn(run(here));
  }

  @Test
  void aJarOfSpringBootThatBringsSoftstartWaitsByItself() throws IOException {
    Path core = Files.copy(DRIVER, directory.resolve("any.jar"));
    Map<String, Path> lib = Map.of("softstart-core-1.0.jar", core);
    Path jar = BuiltJar.boot(directory.resolve("app.jar"), tools("4.1"), lib);
    ChildJvm program = Agent.with(ChildJvm.ofJar(jar));
    try (RunningJvm jvm =
        program.env("SOFTSTART_WAIT_FOR", "x=tcp://127.0.0.1:" + Ports.free()).start()) {
      JvmResult result = jvm.awaitExit(LIMIT);
      assertStarted(result);
      assertThat(result.stderr()).isEmpty();
    }
  }

  @Test
  void aFileOfArguments() throws Exception {
    Path file = directory.resolve("arguments");
    String classes = Path.of("target", "test-classes").toAbsolutePath().toString();
    Files.writeString(
        file, "-javaagent:" + Agent.JAR + "\n-cp " + classes + ":" + DRIVER + "\n" + name() + "\n");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(), "@" + file);
    builder.environment().put("SOFTSTART_WAIT_FOR", gate());
    Process process = builder.start();
    String said = new String(process.getErrorStream().readAllBytes());
    String printed = new String(process.getInputStream().readAllBytes());
    assertLoggedIn(new JvmResult(process.waitFor(), printed, said, LIMIT));
  }

  @Test
  void togetherWithJaCoCo() throws IOException {
    Path jacoco = Path.of("target", "shapes", "jacoco.jar").toAbsolutePath();
    String data = "-javaagent:" + jacoco + "=destfile=" + directory.resolve("jacoco.exec");
    ChildJvm before = Agent.with(classPath().options(data));
    assertLoggedIn(run(before));
    assertThat(directory.resolve("jacoco.exec")).isNotEmptyFile();
    Files.delete(directory.resolve("jacoco.exec"));
    assertLoggedIn(run(Agent.with(classPath()).options(data)));
    assertThat(directory.resolve("jacoco.exec")).isNotEmptyFile();
  }

  @Test
  void namedTwiceItWaitsOnce() {
    JvmResult result =
        run(Agent.with(classPath()).env("JAVA_TOOL_OPTIONS", "-javaagent:" + Agent.JAR));
    assertLoggedIn(result);
    assertThat(result.stderr()).containsOnlyOnce("db is open");
  }

  private static ChildJvm classPath() {
    String classes = Path.of("target", "test-classes").toAbsolutePath().toString();
    return ChildJvm.of(classes + ":" + DRIVER, name());
  }

  private static String name() {
    return Hello.class.getName();
  }

  private Path boot(String version) throws IOException {
    Map<String, Path> lib = Map.of("postgresql-42.jar", DRIVER);
    return BuiltJar.boot(directory.resolve("app.jar"), tools(version), lib);
  }

  private static Path tools(String version) {
    return Path.of("target", "shapes", "spring-boot-" + version + ".jar");
  }

  private static String gate() {
    String login = "?user=" + postgres.user() + "&password=" + postgres.password();
    return "db=" + postgres.jdbcUrl() + login;
  }

  private static JvmResult run(ChildJvm program) {
    try (RunningJvm jvm = program.env("SOFTSTART_WAIT_FOR", gate()).start()) {
      return jvm.awaitExit(LIMIT);
    }
  }

  private static void assertLoggedIn(JvmResult result) {
    assertThat(result.stderr()).contains("db is open").doesNotContain("a login is not tried");
    assertStarted(result);
  }

  private static void assertStarted(JvmResult result) {
    assertThat(result.exitCode()).as(result.stderr()).isZero();
    assertThat(result.stdout()).contains("hello, does not see Softstart");
  }
}
