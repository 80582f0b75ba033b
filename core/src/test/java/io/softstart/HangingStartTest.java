package io.softstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.hangs.Hangs;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.JvmResult;
import io.softstart.testkit.RunningJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Starts that hang, each in a JVM of its own, all at the same time. */
@Timeout(240)
class HangingStartTest {
  private static final String HANGS = "com.example.hangs.Hangs.";

  /** The line is due after 30 s, plus a second for looking; the rest is for a busy machine. */
  private static final Duration TOLD = Duration.ofSeconds(75);

  /** How a start hangs, the frame that is told, and what else is. */
  private static final Map<String, String[]> WAYS = new LinkedHashMap<>();

  static {
    WAYS.put(
        "deadlock",
        new String[] {
          "main is blocked at " + HANGS + "lock(Hangs.java:",
          "deadlock: ",
          "main waits for java.lang.Object, held by worker",
          "worker waits for java.lang.Object, held by main"
        });
    WAYS.put("endless loop", new String[] {"main works at " + HANGS + "loop(Hangs.java:"});
    WAYS.put(
        "blocked DNS",
        new String[] {
          "main waits at " + HANGS + "resolve(Hangs.java:",
          "in java.net.InetAddress.getByName",
          "DNS does not answer"
        });
    WAYS.put(
        "static initialiser",
        new String[] {
          "main waits at " + HANGS + "serve(Hangs.java:",
          "in java.util.concurrent.CountDownLatch.await",
          "the static initialiser of com.example.hangs.Hangs$Broken"
        });
    WAYS.put(
        "full pool",
        new String[] {
          "main waits at " + HANGS + "borrow(Hangs.java:",
          "in java.util.concurrent.Semaphore.acquire"
        });
    WAYS.put(
        "blocked output",
        new String[] {"main waits at " + HANGS + "print(Hangs.java:", "let somebody read"});
    WAYS.put(
        "silent server",
        new String[] {
          "main waits at " + HANGS + "ask(Hangs.java:", "an answer over the network has not come"
        });
    WAYS.put("GC thrash", new String[] {HANGS + "fill(Hangs.java:", "the garbage collector takes"});
    WAYS.put("serves", new String[] {"main waits at " + HANGS + "serve(Hangs.java:"});
    WAYS.put("without run", new String[] {"main waits at " + HANGS + "serve(Hangs.java:"});
    WAYS.put("slow", new String[] {"INFO  shop: still starting", "main works at " + HANGS});
  }

  @TempDir Path home;

  private ChildJvm hanging(String how) {
    ChildJvm jvm =
        ChildJvm.of(Hangs.class).options("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1").args(how);
    return switch (how) {
      case "blocked DNS" -> jvm.property("jdk.net.hosts.file", pipe().toString());
      case "GC thrash" -> jvm.options("-Xmx24m");
      default -> jvm.options("-Xmx48m");
    };
  }

  /** A file that nobody writes to: whoever opens it waits. */
  private Path pipe() {
    Path pipe = home.resolve("hosts");
    try {
      new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
    } catch (IOException | InterruptedException unusable) {
      throw new IllegalStateException(unusable);
    }
    return pipe;
  }

  @Test
  void eachIsToldWithTheFrameOfTheApplication() {
    Map<String, RunningJvm> running = new LinkedHashMap<>();
    try {
      WAYS.forEach((how, words) -> running.put(how, hanging(how).start()));
      running.forEach(
          (how, jvm) -> {
            String line = jvm.awaitLine("still starting after 3", TOLD).text();
            assertThat(line).as(how).contains(WAYS.get(how));
          });
    } finally {
      running.values().forEach(RunningJvm::close);
    }
  }

  @Test
  void eachEndsAtTheLimitWithAWarningBeforeAndAllStacks() {
    Map<String, RunningJvm> running = new LinkedHashMap<>();
    try {
      WAYS.forEach(
          (how, words) ->
              running.put(how, hanging(how).env("SOFTSTART_START_LIMIT", "8s").start()));
      running.forEach(
          (how, jvm) -> {
            JvmResult result = jvm.awaitExit(TOLD);
            assertThat(result.exitCode()).as(how + "\n" + result.stderr()).isEqualTo(70);
            assertThat(result.stderr())
                .as(how)
                .contains("still starting after ", "SOFTSTART_START_LIMIT ends it after 8 s")
                .contains("ERROR shop: cannot start (exit code 70): the start took longer than 8 s")
                .contains("  thread main (")
                .contains("    at " + HANGS)
                .doesNotContain("stopped by", "ends before it is ready");
          });
    } finally {
      running.values().forEach(RunningJvm::close);
    }
  }

  @Test
  void theLimitHoldsInAFullHeapToo() {
    try (RunningJvm jvm =
        hanging("full heap").options("-Xmx24m").env("SOFTSTART_START_LIMIT", "3s").start()) {
      JvmResult result = jvm.awaitExit(TOLD);
      assertThat(result.exitCode()).as(result.stderr()).isEqualTo(70);
      assertThat(result.stderr()).contains("the start took longer than 3 s");
    }
  }

  @Test
  void theLimitDoesNotCountAMigration() throws Exception {
    Path source =
        Files.writeString(
            home.resolve("Flyway.java"),
            "package org.flywaydb.core; public class Flyway { public static void migrate() throws"
                + " Exception { Thread.sleep(6000); } }");
    Path tool = Files.createDirectories(home.resolve("tool"));
    String[] arguments = {"-d", tool.toString(), "--release", "17", source.toString()};
    assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments)).isZero();
    String classPath = tool + ":" + System.getProperty("java.class.path");
    ChildJvm jvm =
        ChildJvm.of(classPath, Hangs.class.getName())
            .options("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
            .args("migration")
            .env("SOFTSTART_START_LIMIT", "4s");
    try (RunningJvm running = jvm.start()) {
      running.awaitLine("READY", TOLD);
      assertThat(running.awaitExit(TOLD).exitCode()).isZero();
    }
  }

  @Test
  void aThreadThatADebuggerHasSuspendedIsSeen() throws Exception {
    try (RunningJvm jvm =
        hanging("debugger")
            .options("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0")
            .start()) {
      String listens = jvm.awaitLine("Listening for transport", TOLD).text();
      String port = listens.substring(listens.lastIndexOf(' ') + 1).strip();
      jvm.awaitLine("debugged", TOLD);
      suspendMain(port);
      assertThat(jvm.awaitLine("still starting after 3", TOLD).text())
          .contains("main waits at " + HANGS + "debugged(Hangs.java:")
          .contains("a debugger may be attached (jdwp), and may have suspended it");
    }
  }

  private static void suspendMain(String port) throws Exception {
    for (AttachingConnector each : Bootstrap.virtualMachineManager().attachingConnectors()) {
      if (each.name().endsWith("SocketAttach")) {
        Map<String, Connector.Argument> arguments = each.defaultArguments();
        arguments.get("hostname").setValue("127.0.0.1");
        arguments.get("port").setValue(port);
        for (ThreadReference thread : each.attach(arguments).allThreads()) {
          if (thread.name().equals("main")) {
            thread.suspend();
          }
        }
      }
    }
  }

  @Test
  void aSignalTellsWhereItHung() {
    try (RunningJvm jvm = hanging("full pool").start()) {
      jvm.awaitLine("borrows", TOLD);
      jvm.signal("TERM");
      JvmResult result = jvm.awaitExit(TOLD);
      assertThat(result.exitCode()).isEqualTo(143);
      assertThat(result.stderr())
          .contains("stopped by SIGTERM after ")
          .contains(", while the application started: main is at " + HANGS + "borrow(Hangs.java:");
    }
  }
}
