package io.softstart.spring.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.spring.apps.bare.BareApplication;
import io.softstart.spring.apps.bare.BegunApplication;
import io.softstart.testkit.Behaviour;
import io.softstart.testkit.FaultyServer;
import io.softstart.testkit.JvmResult;
import io.softstart.testkit.Ports;
import io.softstart.testkit.RunningJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configuration that {@code spring.config.import} names and that comes late: case 25. */
@OneJdk
class LateConfigurationTest {
  @TempDir private Path directory;

  private FieldCase importing(String location) throws IOException {
    Files.writeString(application(), "spring.config.import=" + location);
    return FieldCase.of(BareApplication.class)
        .args("--spring.config.location=" + application().toUri());
  }

  private Path application() {
    return directory.resolve("application.properties");
  }

  @Test
  void aFileThatIsLate() throws IOException {
    Path late = directory.resolve("late.properties");
    FieldCase importing = importing("file:" + late);
    importing.control(1);
    try (RunningJvm app = importing.withStarter().start()) {
      app.awaitLine("there is no " + late + " yet", FieldCase.LIMIT);
      Path made = Files.writeString(directory.resolve("made"), "spring.application.name=late-one");
      Files.move(made, late);
      JvmResult result = app.awaitExit(FieldCase.LIMIT);
      assertThat(result.exitCode()).as(result.stdout() + result.stderr()).isZero();
      assertThat(result.stdout()).contains("READY after");
    }
  }

  @Test
  void whatTheOperatorWaitsForIsAwaitedBeforeTheFileIsRead() throws IOException {
    Path late = directory.resolve("late.properties");
    int port = Ports.free();
    FieldCase importing =
        importing("file:" + late).env("SOFTSTART_WAIT_FOR", "vault=tcp://127.0.0.1:" + port);
    try (RunningJvm app = importing.withStarter().start()) {
      app.awaitLine("vault is not ready", FieldCase.LIMIT);
      Files.writeString(late, "");
      try (FaultyServer vault = FaultyServer.on(port, Behaviour.hang())) {
        JvmResult result = app.awaitExit(FieldCase.LIMIT);
        assertThat(result.exitCode()).as(result.stdout() + result.stderr()).isZero();
        assertThat(result.stdout()).contains("READY after");
        assertThat(vault.accepted()).isPositive();
      }
    }
  }

  @Test
  void aFileThatNeverComesIsForSpringToReport() throws IOException {
    FieldCase missing =
        importing("file:" + directory.resolve("never.properties")).env("SOFTSTART_DEADLINE", "1s");
    missing.control(1);
    assertThat(missing.ends(1)).contains("APPLICATION FAILED TO START", "never.properties");
  }

  @Test
  void anOptionalFileIsNotWaitedFor() throws IOException {
    FieldCase optional = importing("optional:file:" + directory.resolve("never.properties"));
    optional.control(0);
    assertThat(optional.ends(0)).contains("READY after").doesNotContain("is not ready");
  }

  @Test
  void eachOfTwoFilesIsWaitedFor() throws IOException {
    Path first = directory.resolve("first.properties");
    Path second = directory.resolve("second.properties");
    FieldCase importing = importing("file:" + first + ",file:" + second);
    try (RunningJvm app = importing.withStarter().start()) {
      app.awaitLine("there is no " + first + " yet", FieldCase.LIMIT);
      Files.writeString(first, "");
      app.awaitLine("there is no " + second + " yet", FieldCase.LIMIT);
      Files.writeString(second, "");
      JvmResult result = app.awaitExit(FieldCase.LIMIT);
      assertThat(result.exitCode()).as(result.stdout() + result.stderr()).isZero();
      assertThat(result.stdout()).contains("READY after", "spring.config.import-2 open after");
    }
  }

  @Test
  void whatSpringToleratesIsNotWaitedFor() throws IOException {
    FieldCase ignored =
        importing("file:" + directory.resolve("never.properties"))
            .args("--spring.config.on-not-found=ignore");
    ignored.control(0);
    assertThat(ignored.ends(0)).contains("READY after").doesNotContain("is not ready");
  }

  /** Spring Boot may read such a path in another way. */
  @Test
  void aPathWithEscapesIsNotWaitedFor() throws IOException {
    FieldCase escaped = importing("file:" + directory.resolve("ne%20ver.properties"));
    escaped.control(1);
    assertThat(escaped.ends(1)).contains("ne%20ver").doesNotContain("is not ready");
  }

  @Test
  void nothingIsWaitedForWhereTheSameFileSwitchesUsOff() throws IOException {
    FieldCase off =
        importing("file:" + directory.resolve("never.properties") + "\nsoftstart.enabled=false");
    off.control(1);
    assertThat(off.ends(1)).contains("never.properties").doesNotContain("is not ready");
  }

  /** The early list begins with the environment's, the whole one with what is said in arguments. */
  @Test
  void aGateThatHasBegunEarlyIsNotBegunAgainFromAnotherList() throws IOException {
    Path late = directory.resolve("late.properties");
    try (FaultyServer early = FaultyServer.with(Behaviour.hang())) {
      FieldCase importing =
          importing("file:" + late)
              .env("SOFTSTART_WAIT_FOR", "db=tcp://127.0.0.1:" + early.port())
              .args("--softstart.wait-for=db=tcp://127.0.0.1:" + Ports.free());
      try (RunningJvm app = importing.withStarter().start()) {
        app.awaitLine("there is no " + late + " yet", FieldCase.LIMIT);
        Files.writeString(late, "");
        JvmResult result = app.awaitExit(FieldCase.LIMIT);
        assertThat(result.exitCode()).as(result.stdout() + result.stderr()).isZero();
        assertThat(result.stdout()).contains("READY after");
      }
    }
  }

  @Test
  void anOptionalGateOfMainThatIsDownDoesNotHoldUpTheFile() throws IOException {
    Path late = directory.resolve("late.properties");
    FieldCase optional =
        new FieldCase(
                BegunApplication.class,
                importing("file:" + late).libraries(),
                importing("file:" + late).setUp())
            .property("begun.optional", String.valueOf(Ports.free()));
    try (RunningJvm app = optional.withStarter().start()) {
      app.awaitLine("there is no " + late + " yet", FieldCase.LIMIT);
      long begun = System.nanoTime();
      Files.writeString(late, "");
      JvmResult result = app.awaitExit(FieldCase.LIMIT);
      assertThat(result.exitCode()).as(result.stdout() + result.stderr()).isZero();
      assertThat(System.nanoTime() - begun).isLessThan(20_000_000_000L);
    }
  }

  @Test
  void theLimitsOfTheFilesHoldAfterAnEarlyWait() throws IOException {
    Path late = directory.resolve("late.properties");
    FieldCase importing =
        importing(
            "file:"
                + late
                + "\nsoftstart.deadline=4s\nsoftstart.gates.billing.url=tcp://127.0.0.1:"
                + Ports.free());
    FieldCase unlimited =
        new FieldCase(
            BareApplication.class,
            importing.libraries(),
            jvm -> jvm.args("--spring.config.location=" + application().toUri()));
    try (RunningJvm app = unlimited.withStarter().start()) {
      app.awaitLine("there is no " + late + " yet", FieldCase.LIMIT);
      long begun = System.nanoTime();
      Files.writeString(late, "");
      JvmResult result = app.awaitExit(FieldCase.LIMIT);
      assertThat(result.exitCode()).as(result.stdout() + result.stderr()).isEqualTo(69);
      assertThat(System.nanoTime() - begun).isLessThan(30_000_000_000L);
    }
  }
}
