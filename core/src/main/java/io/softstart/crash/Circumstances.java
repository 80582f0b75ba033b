package io.softstart.crash;

import io.softstart.fence.Fence;
import io.softstart.text.Durations;
import io.softstart.time.Stopwatch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What a startup says of itself at its end. An answer that throws costs its own part; one that does
 * not return costs those behind it, of which the longest come last.
 */
final class Circumstances implements Callable<Void> {
  private static final Duration LIMIT = Duration.ofSeconds(1);
  private static final int QUESTIONS = 10;

  volatile String doing = "";
  volatile String budget = "";
  volatile String where = "";
  volatile String threads = "";
  volatile Duration restartPause = Duration.ZERO;
  volatile int statusPort;
  volatile String table = "not known: the startup did not say it in time";
  volatile Map<Integer, String> ports = Map.of();
  volatile String configuration = "";
  volatile List<String> settings = List.of("not known: the startup did not say them in time");

  private final Situation situation;
  private final Stopwatch clock;

  private Circumstances(Situation situation, Stopwatch clock) {
    this.situation = situation;
    this.clock = clock;
  }

  /** {@return what the startup says within a second} */
  static Circumstances of(Situation situation, Stopwatch clock) {
    Circumstances asked = new Circumstances(situation, clock);
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    Fence.startOrHere("softstart-situation", loader, asked).awaitUninterruptibly(LIMIT);
    return asked;
  }

  /** {@return how long after the start it is, and what it was doing, as a part of a sentence} */
  String when() {
    String then = doing.isEmpty() ? "" : ", " + doing + budget;
    return " after " + Durations.text(clock.elapsed()) + then;
  }

  /** {@return where the starting thread is, as the end of a sentence; or nothing} */
  String where() {
    return where.isEmpty() ? "" : ": " + where;
  }

  @Override
  public @Nullable Void call() {
    for (int i = 0; i < QUESTIONS; i++) {
      askFenced(i);
    }
    return null;
  }

  private void askFenced(int question) {
    try {
      ask(question);
    } catch (Throwable lost) {
      // it costs its own part; there is nobody else to tell
    }
  }

  private void ask(int question) {
    switch (question) {
      case 0 -> doing = situation.doing();
      case 1 -> budget = situation.budget();
      case 2 -> restartPause = situation.restartPause();
      case 3 -> statusPort = situation.statusPort();
      case 4 -> table = situation.table();
      case 5 -> ports = situation.ports();
      case 6 -> configuration = situation.configuration();
      case 7 -> where = situation.where();
      case 8 -> threads = situation.threads();
      default -> settings = situation.settings();
    }
  }
}
