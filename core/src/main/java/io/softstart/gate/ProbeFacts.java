package io.softstart.gate;

import io.softstart.fence.Fence;
import io.softstart.net.Target;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a probe tells apart from attempts: read once, behind the fence, by who needs it first. One
 * that throws or does not answer in time is asked again by the next. Thread-safe.
 */
final class ProbeFacts {
  private static final Duration LIMIT = Duration.ofSeconds(1);

  private final String gate;
  private final Probe<?> probe;
  private @Nullable Answer known;
  private @Nullable Fence<Answer> asking;
  private @Nullable String misbehaved;

  ProbeFacts(String gate, Probe<?> probe) {
    this.gate = gate;
    this.probe = probe;
  }

  /** What it has answered. */
  record Answer(Optional<Target> target, Optional<Target.Endpoint> dials, boolean preloads) {
    private static final Answer NONE = new Answer(Optional.empty(), Optional.empty(), false);

    Answer {
      Objects.requireNonNull(target, "target"); // a user's probe may answer null
      Objects.requireNonNull(dials, "dials");
    }

    private static Answer of(Probe<?> probe) {
      return new Answer(probe.target(), probe.dials(), hasPreload(probe));
    }

    /** Whether a probe has classes to load, which is worth a connect more where all is up. */
    private static boolean hasPreload(Probe<?> probe) {
      try {
        return probe.getClass().getMethod("preload").getDeclaringClass() != Probe.class;
      } catch (NoSuchMethodException impossible) {
        return false;
      }
    }
  }

  /** {@return what it tells, within a second; nothing where it does not} */
  synchronized Answer read(@Nullable ClassLoader loader) {
    Answer before = known;
    if (before != null) {
      return before;
    }
    Fence<Answer> asked = asking;
    if (asked == null || asked.hasEnded()) {
      asked = Fence.start("softstart-" + gate + "-target", loader, () -> Answer.of(probe));
      asking = asked;
      asked.awaitUninterruptibly(LIMIT);
    }
    Answer answer = asked.value();
    known = answer;
    if (answer == null && !asked.hadNoThread()) {
      Throwable thrown = asked.thrown();
      misbehaved =
          thrown == null
              ? "its target() or dials() did not answer within 1 s"
              : "its target() or dials() threw " + thrown.getClass().getName();
      asked.abandon();
    }
    return answer == null ? Answer.NONE : answer;
  }

  /** {@return what it did wrong the last time; null for nothing} */
  synchronized @Nullable String misbehaved() {
    return known == null ? misbehaved : null;
  }
}
