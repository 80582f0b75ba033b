package io.softstart.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.softstart.testkit.ContainerJvm;
import io.softstart.testkit.ContainerJvm.Plan;
import io.softstart.testkit.Ports;
import io.softstart.testkit.ServerBackend;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ten gates and the status in a real container with 256 MB and a quarter of a core. */
@Timeout(240)
class QuarterCoreTest {
  private static final Duration LATE = Duration.ofSeconds(25);

  /** The time-out that orchestrators give a probe is 1 s; this machine may be busy. */
  private static final Duration SOON = Duration.ofSeconds(5);

  @Test
  void tenGatesStayResponsiveAndOpen() throws Exception {
    assumeTrue(ServerBackend.chosen() == ServerBackend.DOCKER, "no Docker engine is used here");
    assumeTrue(new File("/proc/self/cgroup").exists(), "the container is mounted from Linux");
    int port = Ports.free();
    String[] args = new String[11];
    args[0] = "" + LATE.toSeconds();
    for (int i = 1; i < args.length; i++) {
      args[i] = "" + Ports.free();
    }
    Plan plan =
        Plan.of(classPath(), TenGates.class.getName(), args)
            .env("SOFTSTART_STATUS_PORT", "" + port)
            .limited(256L << 20, 0.25);
    List<Long> took = new ArrayList<>();
    int waiting = 0;
    try (ContainerJvm container = ContainerJvm.start(plan)) {
      String ready = "";
      long end = System.nanoTime() + Duration.ofSeconds(150).toNanos();
      while (!ready.startsWith("HTTP/1.1 200 ") && System.nanoTime() < end) {
        assertThat(container.isRunning()).as(container.log()).isTrue();
        long from = System.nanoTime();
        ready = answer(port, "/readyz");
        String alive = ready.isEmpty() ? "" : answer(port, "/livez");
        if (!ready.isEmpty()) { // before that the JVM has yet to read its settings
          took.add((System.nanoTime() - from) / 2_000_000);
          waiting += ready.startsWith("HTTP/1.1 503 ") ? 1 : 0;
          assertThat(alive).as("after %s answers", took.size()).startsWith("HTTP/1.1 200 OK");
        }
        TimeUnit.MILLISECONDS.sleep(300);
      }
      assertThat(ready).as(container.log()).startsWith("HTTP/1.1 200 OK").contains("ready after ");
      assertThat(container.log()).contains("ten: READY after ");
      assertThat(container.restarts()).isZero();
    }
    took.sort(null);
    assertThat(waiting).as("answers while it waited").isGreaterThan(10);
    assertThat(took.get(took.size() - 1)).as("slowest of %s", took).isLessThan(SOON.toMillis());
    assertThat(took.get(took.size() / 2)).as("median of %s", took).isLessThan(1_000L);
  }

  private static String answer(int port, String path) {
    try {
      return Http.get(port, path);
    } catch (IOException unanswered) {
      return "";
    }
  }

  /** Only what a plain application has: no build tool's own jars. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(
            entry ->
                entry.contains("slf4j")
                    || entry.contains("resilience4j")
                    || entry.contains("softstart-")
                    || new File(entry).isDirectory())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
