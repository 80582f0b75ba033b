package io.softstart.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.testkit.Behaviour;
import io.softstart.testkit.FaultyServer;
import io.softstart.testkit.JvmResult;
import io.softstart.testkit.Ports;
import io.softstart.testkit.PostgresServer;
import io.softstart.testkit.RedisServer;
import io.softstart.testkit.RunningJvm;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The jar as a command. */
class CommandTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @Test
  void waitEndsWhenLateServersAreUsableWithoutAnyDriver() {
    try (PostgresServer postgres = PostgresServer.create();
        RedisServer redis = RedisServer.create()) {
      postgres.startInBackground(Duration.ofSeconds(2));
      redis.startInBackground(Duration.ofSeconds(1));
      JvmResult result =
          run(
              "wait",
              "--for",
              "db=" + postgres.jdbcUrl(),
              "--for",
              "cache=" + redis.uri(),
              "--deadline",
              "90s");
      assertThat(result.exitCode()).as(result.stderr()).isZero();
      assertThat(result.stderr())
          .contains("a login is not tried", "db is open after", "cache is open after");
    }
  }

  @Test
  void waitEndsWith69AtItsDeadline() {
    String gate = "x=tcp://127.0.0.1:" + Ports.free();
    assertThat(run("wait", "--for=" + gate, "--deadline=1s").exitCode()).isEqualTo(69);
  }

  @Test
  void waitForNothingIsRefused() {
    assertThat(run("wait").exitCode()).isEqualTo(78);
    assertThat(run("wait", "--four", "x").exitCode()).isEqualTo(78);
    assertThat(run("wait", "--for", "auto").stderr()).contains("auto finds none of the usual");
    assertThat(run().stderr()).contains("say wait, check or run");
  }

  @Test
  void autoTakesTheUsualVariables() {
    try (FaultyServer server = FaultyServer.with(Behaviour.hang())) {
      server.behave(Behaviour.readSome().thenSend("+PONG\r\n"));
      String url = "redis://127.0.0.1:" + server.port();
      for (String command : new String[] {"wait", "check"}) {
        try (RunningJvm jvm =
            Agent.command(command, "--for", "auto").env("REDIS_URL", url).start()) {
          JvmResult result = jvm.awaitExit(LIMIT);
          assertThat(result.exitCode()).as(result.stderr()).isZero();
          assertThat(result.stderr()).contains("auto waits for redis (REDIS_URL: " + url + ")");
        }
      }
      try (RunningJvm jvm = Agent.command("wait").env("REDIS_URL", url).start()) {
        JvmResult proposed = jvm.awaitExit(LIMIT);
        assertThat(proposed.exitCode()).isEqualTo(78);
        assertThat(proposed.stderr()).contains("SOFTSTART_WAIT_FOR=auto waits for redis");
      }
    }
  }

  @Test
  void checkTriesEachGateOnce() {
    try (RedisServer redis = RedisServer.create()) {
      redis.start();
      String[] gates = {
        "check", "--for", "cache=" + redis.uri(), "--for", "db=mysql://127.0.0.1:" + Ports.free()
      };
      JvmResult table = run(gates);
      assertThat(table.exitCode()).isEqualTo(69);
      assertThat(table.stdout())
          .contains("cache", "  open after", "db", "  not open after", "REFUSED")
          .doesNotContain("optional", "still tried");
    }
  }

  @Test
  void checkTellsWhatAnswersWrongly() {
    try (FaultyServer server = FaultyServer.with(Behaviour.hang())) {
      server.behave(Behaviour.readSome().thenSend("HTTP/1.1 400 Bad Request\r\n\r\n"));
      assertThat(checked("postgresql", server)).contains("not PostgreSQL but HTTP");
      assertThat(checked("redis", server)).contains("not Redis but HTTP");
      assertThat(checked("kafka", server)).contains("not Kafka but HTTP");
      server.behave(Behaviour.close());
      assertThat(checked("redis", server)).contains("RESET");
      server.behave(Behaviour.readSome().thenSend("-LOADING Redis is loading\r\n"));
      assertThat(checked("redis", server)).contains("STARTING");
      byte[] tooMany = {6, 0, 0, 0, (byte) 0xff, 0x10, 0x04, 'T', 'o', 'o'};
      server.behave(Behaviour.send(tooMany));
      assertThat(checked("mysql", server)).contains("OVERLOADED");
    }
  }

  @Test
  void checkAsJson() {
    String gate = "x=tcp://127.0.0.1:" + Ports.free();
    assertThat(run("check", "--json", "--for", gate).stdout())
        .startsWith("{")
        .contains("\"name\":\"x\"", "\"open\":false", "\"kind\":\"REFUSED\"");
  }

  @Test
  void runHasTheExitCodeOfTheProgram() {
    try (FaultyServer server = FaultyServer.with(Behaviour.hang())) {
      String gate = "x=tcp://127.0.0.1:" + server.port();
      JvmResult result = run("run", "--for", gate, "--", "sh", "-c", "echo done; exit 7");
      assertThat(result.exitCode()).as(result.stderr()).isEqualTo(7);
      assertThat(result.stdout()).contains("done");
    }
  }

  @Test
  void runStartsTheProgramAtOnceWhereThereIsNothingToWaitFor() {
    JvmResult result = run("run", "--", "sh", "-c", "echo done; exit 7");
    assertThat(result.exitCode()).isEqualTo(7);
    assertThat(result.stdout()).contains("done");
    assertThat(result.stderr()).contains("nothing to wait for: SOFTSTART_WAIT_FOR is not set");
  }

  @Test
  void runForwardsASignal() {
    try (FaultyServer server = FaultyServer.with(Behaviour.hang())) {
      String script = "trap 'echo caught; exit 9' TERM; echo up; while :; do sleep 0.1; done";
      try (RunningJvm jvm =
          Agent.command(
                  "run", "--for", "x=tcp://127.0.0.1:" + server.port(), "--", "sh", "-c", script)
              .start()) {
        jvm.awaitLine("up", LIMIT);
        jvm.signal("TERM");
        JvmResult result = jvm.awaitExit(LIMIT);
        assertThat(result.exitCode()).isEqualTo(9);
        assertThat(result.stdout()).contains("caught");
      }
    }
  }

  @Test
  void anEmptyVariableNamesNothing() {
    try (RunningJvm jvm = Agent.command("wait").env("SOFTSTART_WAIT_FOR", " ").start()) {
      assertThat(jvm.awaitExit(LIMIT).exitCode()).isEqualTo(78);
    }
  }

  @Test
  void aFileIsWaitedFor() {
    JvmResult result = run("check", "--for", "f=file:" + Agent.JAR + ",g=file:/none/such");
    assertThat(result.exitCode()).isEqualTo(69);
    assertThat(result.stdout()).contains("f  file:", "  open after", "/none/such is not there yet");
  }

  private static String checked(String scheme, FaultyServer server) {
    return run("check", "--for", "x=" + scheme + "://127.0.0.1:" + server.port()).stdout();
  }

  private static JvmResult run(String... words) {
    try (RunningJvm jvm = Agent.command(words).start()) {
      return jvm.awaitExit(LIMIT);
    }
  }
}
