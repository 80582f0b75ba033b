package io.softstart.gate;

import io.softstart.fence.Fence;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks a user's backoff for a pause, behind the fence. */
final class UserBackoff {
  private static final Duration LIMIT = Duration.ofMillis(500);

  private final Backoff backoff;
  private final String gate;
  private final @Nullable ClassLoader loader;
  private @Nullable String misbehaved;

  UserBackoff(Backoff backoff, String gate, @Nullable ClassLoader loader) {
    this.backoff = backoff;
    this.gate = gate;
    this.loader = loader;
  }

  /** {@return its pause; null if it gives none, so that the library's own pace serves} */
  @Nullable Duration pause(int failures, Duration waited, double random) {
    Fence<Duration> call =
        Fence.start(
            "softstart-" + gate + "-backoff",
            loader,
            () -> backoff.pause(failures, waited, random));
    if (!call.awaitUninterruptibly(LIMIT) && call.abandon()) {
      misbehaved = "its Backoff did not answer within 500 ms";
      return null;
    }
    Throwable thrown = call.thrown();
    Duration pause = call.value();
    if (thrown != null && !call.hadNoThread()) {
      misbehaved = "its Backoff threw " + thrown.getClass().getName();
    } else if (thrown == null && (pause == null || pause.isNegative())) {
      misbehaved = "its Backoff gave no pause, or a negative one";
      pause = null;
    }
    return pause;
  }

  /** {@return what it did wrong the last time, once} */
  @Nullable String misbehaved() {
    String told = misbehaved;
    misbehaved = null;
    return told;
  }
}
