package io.softstart.spring.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.JvmResult;
import io.softstart.testkit.RunningJvm;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * An application that somebody has described in public, run twice: without the starter, as the
 * control, and with it.
 *
 * @param main the application
 * @param libraries what it has besides, by patterns of their names
 * @param setUp its arguments and its environment
 */
record FieldCase(Class<?> main, String[] libraries, UnaryOperator<ChildJvm> setUp) {
  static final Duration LIMIT = Duration.ofMinutes(2);


  static FieldCase of(Class<?> main, String... libraries) {
    return new FieldCase(
        main,
        libraries,
        jvm ->
            jvm.env("SOFTSTART_DEADLINE", "60s")
                .options("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")); // short lives
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

  ChildJvm without() {
    return setUp.apply(Application.withoutStarter(main, libraries));
  }

  /** Runs the control: it must end with this code. */
  JvmResult control(int exitCode) {
    JvmResult result = run(without());
    assertThat(result.exitCode()).as(all(result)).isEqualTo(exitCode);
    assertThat(all(result)).doesNotContain("READY after", "] io.softstart  ");
    return result;
  }

  /** Runs it with the starter: it must end with this code. */
  String ends(int exitCode) {
    JvmResult result = run(withStarter());
    assertThat(result.exitCode()).as(all(result)).isEqualTo(exitCode);
    return all(result);
  }

  /** Starts without the starter, and must start with it: what it prints in the end is the same. */
  String startsAlike(String marker) {
    JvmResult control = control(0);
    assertThat(control.stdout()).contains(marker);
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
