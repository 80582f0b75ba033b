package io.softstart.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.gate.engine.FakeTicker;
import io.softstart.log.Level;
import io.softstart.log.LogSink;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a process says that gates hold alive while nobody can see it. */
class HeldProcessTest {
  private static final Ending ENDING =
      new Ending(69, "cannot start (exit code 69): db is closed", "db", "", "", "");

  @Test
  void saysAtOnceAndThenEveryFiveMinutesThatNobodySeesIt() {
    List<String> lines = linesOf(true, 2 * HeldProcess.LOOKS_BETWEEN_WORDS + 1);

    assertThat(lines).hasSize(3);
    assertThat(lines.get(0))
        .contains("held alive", "nobody can see it", "db is closed", "SIGTERM", "exit code 69");
  }

  @Test
  void saysNothingWhereThePageDoes() {
    assertThat(linesOf(false, 700)).isEmpty();
  }

  private static List<String> linesOf(boolean unseen, int looks) {
    List<String> lines = new ArrayList<>();
    AtomicInteger left = new AtomicInteger(looks + 1);
    Situation situation =
        situation(
            Map.of("isUnseen", unseen, "heldByGates", ENDING, "files", "", "isOver", true), left);
    new HeldProcess(situation, new Told(lines), new FakeTicker(), code -> {}, "").run();
    return lines;
  }

  private record Told(List<String> lines) implements LogSink {
    @Override
    public void safeLine(Level level, String message, String... fields) {
      lines.add(message);
    }

    @Override
    public void block(Level level, String title, String body) {}

    @Override
    public void report(Level level, String title, String table, String json) {}
  }

  /** Gates hold it for as many questions as are left. */
  private static Situation situation(Map<String, Object> answers, AtomicInteger left) {
    return (Situation)
        Proxy.newProxyInstance(
            Situation.class.getClassLoader(),
            new Class<?>[] {Situation.class},
            (self, method, arguments) ->
                method.getName().equals("heldCode")
                    ? (left.decrementAndGet() >= 0 ? 69 : 0)
                    : answers.get(method.getName()));
  }
}
