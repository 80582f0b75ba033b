package io.softstart.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.JvmResult;
import io.softstart.testkit.RunningJvm;
import java.io.File;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code ./demo} runs once all is built, with the class path that it takes. */
class DemoTest {
  private static final String CLASS_PATH =
      "target/orders.jar" + File.pathSeparator + "target/demo-lib/*";

  @Test
  void tellsTheWholeStoryOnOneScreen() {
    JvmResult result = run("target/orders.jar", "--once");

    assertThat(result.exitCode()).as(result.stdout() + result.stderr()).isZero();
    assertThat(result.stdout())
        .containsSubsequence(
            "demo | $ java -jar orders.jar",
            "WARN  orders: ",
            "cache is open after",
            "events is open after",
            "orders-db    open",
            "demo | orders was ready",
            "demo | $ curl -d 'two pounds of coffee' http://localhost:",
            "demo | 201 {\"id\":1,\"item\":\"two pounds of coffee\"",
            "demo | 200 [{\"id\":1,\"item\":\"two pounds of coffee\"",
            "demo | Kafka, topic orders.v1: {\"id\":1,\"item\":\"two pounds of",
            "demo | all came as promised");
    assertThat(result.stdout()).doesNotContain("ERROR", "Exception", "\tat ");
    assertThat(result.stdout().lines()).hasSizeLessThanOrEqualTo(45);
    assertThat(result.stdout().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void failsWithAReasonWhenTheServiceDoes() {
    JvmResult result = run("target/no-such.jar", "--once");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(lastOf(result.stderr()))
        .isEqualTo("demo failed: orders did not say: is not ready: nothing listens on");
    assertThat(result.stderr()).doesNotContain("\tat ");
  }

  private static JvmResult run(String... arguments) {
    ChildJvm demo = ChildJvm.of(CLASS_PATH, Demo.class.getName()).args(arguments);
    try (RunningJvm running = demo.start()) {
      return running.awaitExit(Duration.ofMinutes(2));
    }
  }

  private static String lastOf(String text) {
    List<String> lines = text.lines().toList();
    return lines.get(lines.size() - 1);
  }
}
