package io.softstart.gate.engine;

import io.softstart.fence.Fence;
import io.softstart.gate.Backoff;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks a user's backoff for a pause, behind the fence. */
final class UserBackoff {
  private static final Duration LIMIT = Duration.ofMillis(500);

  private final Backoff backoff;
  private final String gate;
  private final @Nullable ClassLoader loader;
  private final GateEvents events;

  UserBackoff(Backoff backoff, String gate, @Nullable ClassLoader loader, GateEvents events) {
    this.backoff = backoff;
    this.gate = gate;
    this.loader = loader;
    this.events = events;
  }

  /** {@return its pause; null if it gives none, so that the library's own pace serves} */
  @Nullable Duration pause(int failures, Duration waited, double random) {
    Fence<Duration> call =
        Fence.start(
            "softstart-" + gate + "-backoff",
            loader,
            () -> backoff.pause(failures, waited, random));
    if (!call.awaitUninterruptibly(LIMIT) && call.abandon()) {
      misbehaved("did not answer within 500 ms");
      return null;
    }
    Throwable thrown = call.thrown();
    Duration pause = call.value();
    if (thrown != null && !call.hadNoThread()) {
      misbehaved("threw " + thrown.getClass().getName());
    } else if (thrown == null && (pause == null || pause.isNegative())) {
      misbehaved("gave no pause, or a negative one");
      pause = null;
    }
    return pause;
  }

  private void misbehaved(String what) {
    events.misbehaved("backoff", "its Backoff " + what + "; the library's own pace serves");
  }
}
