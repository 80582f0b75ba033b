package io.softstart.spring.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.JvmResult;
import io.softstart.testkit.RunningJvm;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.springframework.boot.SpringBootVersion;

/**
 * An application that somebody has described in public, run twice: without the starter, as the
 * control, and with it. The controls are run with Spring Boot 3.5 only: what starts without us is
 * the same in all versions.
 *
 * @param main the application
 * @param libraries what it has on its class path
 * @param setUp its arguments and its environment
 */
record FieldCase(Class<?> main, Application.Libraries libraries, UnaryOperator<ChildJvm> setUp) {
  static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String VERSION = SpringBootVersion.getVersion();

  static FieldCase of(Class<?> main) {
    return new FieldCase(
        main, new Application.Libraries("", ""), jvm -> jvm.env("SOFTSTART_DEADLINE", "60s"));
  }

  /** Whether everything is run, and not only the most frequent kinds. */
  static boolean isFull() {
    return VERSION.startsWith("3.5.");
  }

  /** Skips what no version of Spring Boot does in another way. */
  static void once() {
    assumeTrue(isFull(), "once is enough: with Spring Boot 3.5");
  }

  /** With more libraries, by a pattern of their names. */
  FieldCase with(String more) {
    return new FieldCase(main, new Application.Libraries(more, libraries.unused()), setUp);
  }

  /** Without those whose names begin so: half of a start would be spent on them. */
  FieldCase without(String unused) {
    return new FieldCase(main, new Application.Libraries(libraries.more(), unused), setUp);
  }

  FieldCase args(String... more) {
    return new FieldCase(main, libraries, jvm -> setUp.apply(jvm).args(more));
  }

  FieldCase env(String name, String value) {
    return new FieldCase(main, libraries, jvm -> setUp.apply(jvm).env(name, value));
  }

  FieldCase property(String name, String value) {
    return new FieldCase(main, libraries, jvm -> setUp.apply(jvm).property(name, value));
  }

  FieldCase options(String... more) {
    return new FieldCase(main, libraries, jvm -> setUp.apply(jvm).options(more));
  }

  ChildJvm withStarter() {
    return setUp.apply(Application.withStarter(main, libraries));
  }

  private ChildJvm withoutStarter() {
    return setUp.apply(Application.withoutStarter(main, libraries));
  }

  /** Runs the control: it must end with this code, and print that. */
  void control(int exitCode, String... markers) {
    if (isFull()) {
      JvmResult result = run(withoutStarter());
      assertThat(result.exitCode()).as(all(result)).isEqualTo(exitCode);
      assertThat(all(result)).doesNotContain("READY after", "] io.softstart  ");
      for (String marker : markers) {
        assertThat(all(result)).contains(marker);
      }
    }
  }

  /** Runs it with the starter: it must end with this code. */
  String ends(int exitCode) {
    JvmResult result = run(withStarter());
    assertThat(result.exitCode()).as(all(result)).isEqualTo(exitCode);
    return all(result);
  }

  /** Starts without the starter, and must start with it: what it prints in the end is the same. */
  String startsAlike(String marker) {
    control(0, marker);
    String output = ends(0);
    assertThat(output).contains(marker, "READY").doesNotContain("APPLICATION FAILED TO START");
    return output;
  }

  /** Dies without the starter where what it needs is late, and starts with it. */
  String waits(String waitingFor, Runnable comes, String marker) {
    control(1);
    try (RunningJvm app = withStarter().start()) {
      app.awaitLine(waitingFor, LIMIT);
      comes.run();
      JvmResult result = app.awaitExit(LIMIT);
      assertThat(result.exitCode()).as(all(result)).isZero();
      assertThat(all(result)).contains(marker, "READY");
      return all(result);
    }
  }

  private static JvmResult run(ChildJvm jvm) {
    try (RunningJvm app = jvm.start()) {
      return app.awaitExit(LIMIT);
    }
  }

  private static String all(JvmResult result) {
    return result.stdout() + result.stderr();
  }
}
