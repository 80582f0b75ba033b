package io.softstart.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.testkit.Behaviour;
import io.softstart.testkit.FaultyServer;
import io.softstart.testkit.JvmResult;
import io.softstart.testkit.Ports;
import io.softstart.testkit.PostgresServer;
import io.softstart.testkit.RunningJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that nobody changed waits before its main. */
class BeforeMainTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @Test
  void anApplicationStartsWhenItsDatabaseIsUsableAndIsReadyWhenItListens() {
    int port = Ports.free();
    try (PostgresServer postgres = PostgresServer.create()) {
      postgres.startInBackground(Duration.ofSeconds(2));
      String url = postgres.jdbcUrl() + "?user=" + postgres.user() + "&password=";
      try (RunningJvm jvm =
          Agent.before(Hello.class, Agent.jarOf(org.postgresql.Driver.class))
              .env("SOFTSTART_WAIT_FOR", "db=" + url + postgres.password())
              .env("SOFTSTART_READY", "port:" + port)
              .args(Integer.toString(port))
              .start()) {
        jvm.awaitLine("db is not ready", LIMIT);
        assertThat(jvm.stdout()).isEmpty();
        jvm.awaitLine("hello, does not see Softstart", LIMIT);
        assertThat(postgres.usableAt()).isPresent();
        jvm.awaitLine("READY", LIMIT);
        assertThat(jvm.stderr()).contains("db is open after").doesNotContain("SLF4J", "a login is");
      }
    }
  }

  @Test
  void aMainThatCrashesIsHeldAndNeverReadyThoughOtherThreadsLive() throws InterruptedException {
    try (FaultyServer open = FaultyServer.with(Behaviour.hang());
        RunningJvm jvm =
            Agent.before(Hello.class)
                .env("SOFTSTART_WAIT_FOR", "a=tcp://127.0.0.1:" + open.port())
                .env("SOFTSTART_ON_FAILURE", "hold")
                .env("SOFTSTART_STATUS_PORT", "0")
                .args("crash")
                .start()) {
      jvm.awaitLine("held alive", LIMIT);
      TimeUnit.SECONDS.sleep(1); // main has ended long since
      jvm.signal("HUP");
      JvmResult result = jvm.awaitExit(LIMIT);
      assertThat(result.exitCode()).isEqualTo(70);
      assertThat(result.stderr()).contains("no such table: orders").doesNotContain("READY");
    }
  }

  @Test
  void anExceptionInAWorkerEndsTheWorkerAloneAsWithoutTheAgent() {
    try (FaultyServer open = FaultyServer.with(Behaviour.hang());
        RunningJvm jvm =
            Agent.before(Hello.class)
                .env("SOFTSTART_WAIT_FOR", "a=tcp://127.0.0.1:" + open.port())
                .args("worker")
                .start()) {
      JvmResult result = jvm.awaitExit(LIMIT);
      assertThat(result.exitCode()).isZero();
      assertThat(result.stdout()).contains("still here");
      assertThat(result.stderr())
          .contains(
              "Exception in thread \"worker-1\" java.lang.IllegalStateException: a bad message")
          .doesNotContain("crashed");
    }
  }

  @Test
  void withoutADriverTheServerIsGreeted() {
    try (PostgresServer postgres = PostgresServer.create()) {
      postgres.start();
      try (RunningJvm jvm =
          Agent.before(Hello.class).env("SOFTSTART_WAIT_FOR", "db=" + postgres.jdbcUrl()).start()) {
        JvmResult result = jvm.awaitExit(LIMIT);
        assertThat(result.exitCode()).isZero();
        assertThat(result.stdout()).contains("hello");
        assertThat(result.stderr())
            .contains("a login is not tried", "db is open after")
            .as("a job that is done")
            .doesNotContain("ends before it is ready");
      }
    }
  }

  @Test
  void aWrongPasswordEndsTheProcessAndMainDoesNotBegin() {
    try (PostgresServer postgres = PostgresServer.create()) {
      postgres.start();
      try (RunningJvm jvm =
          Agent.before(Hello.class, Agent.jarOf(org.postgresql.Driver.class))
              .env(
                  "SOFTSTART_WAIT_FOR",
                  "db=" + postgres.jdbcUrl() + "?user=" + postgres.user() + "&password=not-this")
              .env("SOFTSTART_GRACE", "1s")
              .start()) {
        JvmResult result = jvm.awaitExit(LIMIT);
        assertThat(result.exitCode()).isEqualTo(78);
        assertThat(result.stdout()).isEmpty();
        assertThat(result.stderr()).contains("DENIED", "to do").doesNotContain("not-this");
      }
    }
  }

  @Test
  void whatStaysClosedEndsTheProcess() {
    JvmResult result = run("x=tcp://127.0.0.1:" + Ports.free());
    assertThat(result.exitCode()).isEqualTo(69);
    assertThat(result.stdout()).isEmpty();
    assertThat(result.stderr()).contains("cannot start (exit code 69)", "REFUSED");
  }

  @Test
  void aWrongVariableIsReported() {
    JvmResult result = run("nonsense");
    assertThat(result.exitCode()).isEqualTo(78);
    assertThat(result.stdout()).isEmpty();
    assertThat(result.stderr()).contains("SOFTSTART_WAIT_FOR is refused");
  }

  @Test
  void aSignalWhileItWaitsIsTold() {
    try (RunningJvm jvm =
        Agent.before(Hello.class)
            .env("SOFTSTART_WAIT_FOR", "x=tcp://127.0.0.1:" + Ports.free())
            .start()) {
      jvm.awaitLine("x is not ready", LIMIT);
      jvm.signal("TERM");
      JvmResult result = jvm.awaitExit(LIMIT);
      assertThat(result.exitCode()).isEqualTo(143);
      assertThat(result.stderr()).contains("stopped by");
    }
  }

  @Test
  void aDriverThatCannotBeLoadedIsReported(@TempDir Path directory) throws IOException {
    Path services = Files.createDirectories(directory.resolve("META-INF/services"));
    Files.writeString(services.resolve("java.sql.Driver"), BrokenDriver.class.getName());
    try (RunningJvm jvm =
        Agent.before(Hello.class, directory.toString())
            .env("SOFTSTART_WAIT_FOR", "db=jdbc:h2:mem:x")
            .start()) {
      JvmResult result = jvm.awaitExit(LIMIT);
      assertThat(result.exitCode()).isEqualTo(78);
      assertThat(result.stderr().replaceAll("\\s+", " ")) // the report has short lines
          .contains("cannot be loaded", "the native library is missing");
    }
  }

  @Test
  void whereNothingIsConfiguredNothingIsLoadedOrSaid() {
    try (RunningJvm jvm =
        Agent.before(Hello.class).options("-Xlog:class+load:file=/dev/stdout").start()) {
      JvmResult result = jvm.awaitExit(LIMIT);
      assertThat(result.exitCode()).isZero();
      assertThat(result.stderr()).isEmpty();
      assertThat(
              result
                  .stdout()
                  .lines()
                  .filter(line -> line.contains(" io.softstart.") && !line.contains("Hello")))
          .hasSize(1);
    }
  }

  @Test
  void anApplicationThatBringsSoftstartWaitsByItself() {
    String core = Agent.jarOf(io.softstart.Startup.class);
    try (RunningJvm jvm =
        Agent.before(Hello.class, core)
            .env("SOFTSTART_WAIT_FOR", "x=tcp://127.0.0.1:" + Ports.free())
            .start()) {
      JvmResult result = jvm.awaitExit(LIMIT);
      assertThat(result.exitCode()).isZero();
      assertThat(result.stdout()).contains("hello, sees Softstart");
      assertThat(result.stderr()).isEmpty();
    }
  }

  @Test
  void theToolsOfTheJdkAreLeftAlone() throws Exception {
    Path tools = Path.of(System.getProperty("java.home"), "bin");
    for (String tool :
        new String[] {"javac -version", "keytool -help", "jcmd -h", "java -version"}) {
      String[] words = tool.split(" ");
      words[0] = tools.resolve(words[0]).toString();
      ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
      builder.environment().put("JAVA_TOOL_OPTIONS", "-javaagent:" + Agent.JAR);
      builder.environment().put("SOFTSTART_WAIT_FOR", "x=tcp://127.0.0.1:1");
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes());
      assertThat(process.waitFor()).as(tool).isZero();
      assertThat(output.replaceFirst("Picked up .*", "")).doesNotContainIgnoringCase("softstart");
    }
  }

  @Test
  void autoTakesTheVariablesOfTheApplicationAndShowsNoSecret() {
    try (PostgresServer postgres = PostgresServer.create()) {
      postgres.start();
      try (RunningJvm jvm =
          Agent.before(Hello.class, Agent.jarOf(org.postgresql.Driver.class))
              .env("SOFTSTART_WAIT_FOR", "auto")
              .env("SPRING_DATASOURCE_URL", postgres.jdbcUrl())
              .env("SPRING_DATASOURCE_USERNAME", postgres.user())
              .env("SPRING_DATASOURCE_PASSWORD", "not-this-secret")
              .env("SOFTSTART_GRACE", "1s")
              .start()) {
        JvmResult result = jvm.awaitExit(LIMIT);
        assertThat(result.exitCode()).isEqualTo(78);
        assertThat(result.stdout()).isEmpty();
        assertThat(result.stderr())
            .contains("auto waits for db (SPRING_DATASOURCE_URL: jdbc:postgresql://", "DENIED")
            .doesNotContain("not-this-secret");
      }
    }
  }

  @Test
  void withoutAutoTheVariablesAreProposedInOneLine() {
    try (RunningJvm jvm =
        Agent.before(Hello.class)
            .env("SOFTSTART_DEADLINE", "1s")
            .env("REDIS_URL", "redis://:sesame@127.0.0.1:" + Ports.free())
            .start()) {
      JvmResult result = jvm.awaitExit(LIMIT);
      assertThat(result.exitCode()).isZero();
      assertThat(result.stdout()).contains("hello");
      assertThat(result.stderr())
          .containsOnlyOnce("SOFTSTART_WAIT_FOR=auto waits for redis (REDIS_URL: redis://127.0.0.1")
          .doesNotContain("sesame", "is asked in");
    }
  }

  private static JvmResult run(String waitFor) {
    try (RunningJvm jvm =
        Agent.before(Hello.class)
            .env("SOFTSTART_WAIT_FOR", waitFor)
            .env("SOFTSTART_DEADLINE", "1s")
            .start()) {
      return jvm.awaitExit(LIMIT);
    }
  }
}
