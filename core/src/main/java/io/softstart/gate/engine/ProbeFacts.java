package io.softstart.gate.engine;

import io.softstart.fence.Fence;
import io.softstart.gate.Probe;
import io.softstart.net.Target;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What a probe tells apart from attempts: read once, behind the fence, by who needs it first. One
 * that throws or does not answer in time is asked again by the next. Thread-safe.
 */
public final class ProbeFacts {
  private static final Duration LIMIT = Duration.ofSeconds(1);

  private final String gate;
  private final Probe<?> probe;
  private @Nullable Fence<Optional<Target>> asking;
  private @Nullable String misbehaved;

  ProbeFacts(String gate, Probe<?> probe) {
    this.gate = gate;
    this.probe = probe;
  }

  /** {@return what it tries, within a second; empty where it does not tell} */
  public synchronized Optional<Target> target(@Nullable ClassLoader loader) {
    Fence<Optional<Target>> asked = asking;
    if (asked == null || (asked.hasEnded() && asked.value() == null)) {
      asked = Fence.start("softstart-" + gate + "-target", loader, new Ask(probe));
      asking = asked;
      asked.awaitUninterruptibly(LIMIT);
    }
    Optional<Target> answer = asked.value();
    boolean excused = answer != null || asked.hadNoThread();
    misbehaved = excused ? null : "its target() " + whyNot(asked);
    if (answer == null) {
      asked.abandon();
    }
    return answer == null ? Optional.empty() : answer;
  }

  /** A class, since a lambda costs start-up time. */
  private record Ask(Probe<?> probe) implements Callable<Optional<Target>> {
    @Override
    public Optional<Target> call() {
      return probe.target();
    }
  }

  /** {@return how a call of a probe went that has no answer after a second} */
  static String whyNot(Fence<?> asked) {
    Throwable thrown = asked.thrown();
    if (thrown != null) {
      return "threw " + thrown.getClass().getName();
    }
    return asked.hasEnded() ? "returned null" : "did not answer within 1 s";
  }

  /** {@return what it did wrong the last time; null for nothing} */
  synchronized @Nullable String misbehaved() {
    return misbehaved;
  }
}
