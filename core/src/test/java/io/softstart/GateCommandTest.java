package io.softstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.gate.Gate;
import io.softstart.gate.OptionalGate;
import io.softstart.probe.TcpProbe;
import io.softstart.testkit.Behaviour;
import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.FaultyServer;
import io.softstart.testkit.JvmResult;
import io.softstart.testkit.Ports;
import io.softstart.testkit.RunningJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that is asked about its gates instead of being started. */
@Timeout(120)
class GateCommandTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path state;

  /** An application with two gates, in four ways of waiting for them. */
  static final class Shop {
    private Shop() {}

    public static void main(String... args) {
      Startup startup = Startup.begin("shop", args);
      Gate<?> db = Gate.of("db", TcpProbe.of("127.0.0.1", Integer.getInteger("db")));
      OptionalGate<?> cache =
          Gate.of("cache", TcpProbe.of("127.0.0.1", Integer.getInteger("cache"))).optional();
      switch (System.getProperty("way")) {
        case "await" -> startup.await(db, cache);
        case "background" -> startup.awaitInBackground(db, cache);
        case "configure" -> {
          startup.configure(env -> env.string("NAME").orElse("shop"));
          startup.await(db, cache);
        }
        default -> {
          startup.ready();
          startup.await(db, cache);
        }
      }
      startup.run(() -> System.out.println("serving"));
    }
  }

  private ChildJvm shop(String way, int db, int cache) {
    return ChildJvm.of(Shop.class)
        .options("-Dway=" + way, "-Ddb=" + db, "-Dcache=" + cache)
        .env("SOFTSTART_STATE_DIR", state.toString());
  }

  private static JvmResult result(ChildJvm shop) {
    try (RunningJvm running = shop.start()) {
      return running.awaitExit(LIMIT);
    }
  }

  /** What it has written where the history and reports are kept. */
  private String kept() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(state)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"await", "background", "configure"})
  void itWaitsAndDoesNotStart(String way) throws IOException {
    try (FaultyServer db = FaultyServer.with(Behaviour.refuse())) {
      try (RunningJvm running = shop(way, db.port(), Ports.free()).args("--await-gates").start()) {
        running.awaitLine(line -> line.text().contains("REFUSED"), LIMIT);
        db.behave(Behaviour.hang());
        JvmResult result = running.awaitExit(LIMIT);
        assertThat(result.exitCode()).as(result.stderr()).isZero();
        assertThat(result.stdout()).contains("db", "open after").doesNotContain("serving");
        assertThat(result.stderr()).doesNotContain("READY", "exit code");
      }
    }
    assertThat(kept()).isBlank();
  }

  @Test
  void aWaitThatFailsHasTheExitCodeAndTheReportOfAStart() throws IOException {
    JvmResult result =
        result(
            shop("await", Ports.free(), Ports.free())
                .env("SOFTSTART_DEADLINE", "1s")
                .args("--await-gates"));
    assertThat(result.exitCode()).isEqualTo(69);
    assertThat(result.stderr()).contains("db", "REFUSED", "exit code 69");
    assertThat(kept()).isBlank();
  }

  @Test
  void eachGateIsTriedOnce() {
    int closed = Ports.free();
    try (FaultyServer open = FaultyServer.with(Behaviour.hang())) {
      JvmResult good = result(shop("await", open.port(), closed).args("--check-gates"));
      assertThat(good.exitCode()).as("the cache is optional").isZero();
      assertThat(good.stdout()).contains("db", "  open after", "cache (optional)", "REFUSED");

      JvmResult bad = result(shop("await", closed, open.port()).args("--check-gates"));
      assertThat(bad.exitCode()).isEqualTo(69);
      assertThat(bad.stdout())
          .contains("  db  tcp://", "  not open after", "REFUSED", "cache", "  open after")
          .doesNotContain("db (optional)");
      assertThat(bad.stderr()).contains("each gate was tried once; not open: db");
      assertThat(bad.stdout()).doesNotContain("serving");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"await-gates", "check-gates", "CHECK_GATES"})
  void anImageWithAFixedCommandLineIsAskedByAVariable(String command) {
    try (FaultyServer open = FaultyServer.with(Behaviour.hang())) {
      JvmResult result =
          result(shop("await", open.port(), open.port()).env("SOFTSTART_COMMAND", command));
      assertThat(result.exitCode()).as(result.stderr()).isZero();
      assertThat(result.stdout()).doesNotContain("serving");
    }
  }

  @Test
  void aVariableThatNamesNoCommandDoesNotStartTheService() {
    JvmResult result = result(shop("await", 1, 1).env("SOFTSTART_COMMAND", "await-gate"));
    assertThat(result.exitCode()).isEqualTo(78);
    assertThat(result.stderr()).contains("SOFTSTART_COMMAND", "await-gates");
  }

  @Test
  void theVariableChecksTheConfigurationToo() {
    JvmResult result = result(shop("configure", 1, 1).env("SOFTSTART_COMMAND", "check-config"));
    assertThat(result.exitCode()).isZero();
    assertThat(result.stdout()).contains("shop: the configuration is valid\n");
  }

  @Test
  void theOperatorsGatesAreAwaitedWithoutAnyAwait() {
    JvmResult result =
        result(
            shop("ready", 1, 1)
                .env("SOFTSTART_WAIT_FOR", "more=tcp://127.0.0.1:" + Ports.free())
                .args("--check-gates"));
    assertThat(result.exitCode()).isEqualTo(69);
    assertThat(result.stdout()).contains("more", "REFUSED");
  }
}
