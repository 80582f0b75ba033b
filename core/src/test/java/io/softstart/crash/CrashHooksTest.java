package io.softstart.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.log.EarlyLog;
import io.softstart.time.Stopwatch;
import io.softstart.time.Ticker;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A part of a report that throws or hangs costs itself and hides nothing else. */
@Timeout(60)
class CrashHooksTest {
  @TempDir Path home;

  private final CountDownLatch end = new CountDownLatch(1);

  @AfterEach
  void release() {
    end.countDown();
  }

  /** A startup of which one answer throws or hangs. */
  private final class Faulty implements Situation {
    private final String fault;
    private final boolean hangs;

    Faulty(String fault, boolean hangs) {
      this.fault = fault;
      this.hangs = hangs;
    }

    private <T> T answer(String question, T answer) {
      if (question.equals(fault) || fault.equals("all")) {
        if (hangs) {
          hang();
        }
        throw new NoClassDefFoundError("com/acme/" + question);
      }
      return answer;
    }

    private void hang() {
      try {
        end.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public boolean isOver() {
      return false;
    }

    @Override
    public boolean wasReady() {
      return false;
    }

    @Override
    public boolean isOnlyAsked() {
      return false;
    }

    @Override
    public String doing() {
      return answer("doing", "while waiting for db");
    }

    @Override
    public String budget() {
      return answer("budget", " for 3 s of 5 min");
    }

    @Override
    public String where() {
      return answer("where", "");
    }

    @Override
    public String threads() {
      return answer("threads", "");
    }

    @Override
    public Ending endingOf(Throwable thrown) {
      if (fault.equals("endingOf")) {
        throw new NoClassDefFoundError("com/acme/Ending");
      }
      return null;
    }

    @Override
    public String table() {
      return answer("table", "the table");
    }

    @Override
    public List<String> settings() {
      return answer("settings", List.of("SHOP_REGION = eu"));
    }

    @Override
    public String configuration() {
      return answer("configuration", "c0ffee");
    }

    @Override
    public Map<Integer, String> ports() {
      return answer("ports", Map.of());
    }

    @Override
    public int statusPort() {
      return answer("statusPort", 0);
    }

    @Override
    public Duration restartPause() {
      return answer("restartPause", Duration.ofSeconds(1));
    }

    @Override
    public void failed() {}

    @Override
    public void stop() {}
  }

  private String keptOf(Situation situation) throws IOException {
    Path termination = home.resolve("termination");
    EarlyLog log = EarlyLog.toStderr("shop", EarlyLog.Format.TEXT);
    CrashHooks hooks =
        CrashHooks.install(
            "shop",
            log,
            new Stopwatch(Ticker.system()),
            situation,
            new OutputPaths(home.toString(), termination.toString(), null, null));
    try {
      hooks.keep(new IllegalStateException("no licence"));
    } finally {
      hooks.remove();
    }
    assertThat(termination).content().startsWith("shop: java.lang.IllegalStateException: no lic");
    assertThat(home.resolve("softstart-shop/history")).content().contains("FAILED", "no licence");
    try (DirectoryStream<Path> reports =
        Files.newDirectoryStream(home.resolve("softstart-shop"), "crash-*.md")) {
      return Files.readString(reports.iterator().next());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none",
        "doing",
        "budget",
        "endingOf",
        "table",
        "settings",
        "configuration",
        "ports",
        "statusPort",
        "restartPause",
        "all"
      })
  void anAnswerThatThrowsHidesNothingElse(String fault) throws IOException {
    String report = keptOf(new Faulty(fault, false));
    assertThat(report)
        .contains("crashed in thread ", "\tat io.softstart.crash.CrashHooksTest", "| JVM | ");
    assertThat(report.contains("the table")).isEqualTo(!List.of("table", "all").contains(fault));
    assertThat(report.contains("SHOP_REGION = eu"))
        .isEqualTo(!List.of("settings", "all").contains(fault));
  }

  @ParameterizedTest
  @ValueSource(strings = {"doing", "table", "settings", "configuration"})
  void anAnswerThatHangsHidesNoFailure(String fault) throws IOException {
    assertThat(keptOf(new Faulty(fault, true)))
        .contains("crashed in thread ", "\tat io.softstart.crash.CrashHooksTest", "| JVM | ");
  }

  @Test
  void theHooksWorkWithoutAHistory() throws IOException {
    Path notADirectory = Files.writeString(home.resolve("file"), "");
    CrashHooks hooks =
        CrashHooks.install(
            "shop",
            EarlyLog.toStderr("shop", EarlyLog.Format.TEXT),
            new Stopwatch(Ticker.system()),
            new Faulty("none", false),
            new OutputPaths(
                notADirectory.toString(), home.resolve("termination").toString(), null, null));
    try {
      assertThat(hooks.earlierStarts()).isEmpty();
      assertThat(hooks.keep(new IllegalStateException("no licence"))).isZero();
    } finally {
      hooks.remove();
    }
    assertThat(home.resolve("termination")).content().contains("no licence");
  }
}
