package io.softstart.gate.engine;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.GateStatus.State;
import io.softstart.time.Deadline;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Looks again and again whether what a gate opened is usable still: through the resource that the
 * application has, or for a gate that opens nothing by one more attempt. A look has the limits, the
 * count of logins and the pace of an attempt. For one thread.
 */
final class OpenGateCheck<T> {
  private static final long AFTER_A_HANG = 30_000_000_000L;

  private final GateState<T> state;
  private final AttemptRunner<T> attempts;
  private final WaitContext context;
  private final GateEvents events;
  private final AdaptiveBackoff pace;
  private @Nullable Deadline notBefore;
  private @Nullable Duration lostSince;
  private boolean hung;

  OpenGateCheck(
      GateState<T> state, AttemptRunner<T> attempts, WaitContext context, GateEvents events) {
    this.state = state;
    this.attempts = attempts;
    this.context = context;
    this.events = events;
    this.pace = new AdaptiveBackoff(context.limits().fleet());
  }

  /** Looks once, if the gate has opened and a look is due. */
  void make() throws InterruptedException {
    if (!state.wasOpened()) {
      return;
    }
    Failure late = attempts.inFlight().lateRefusal();
    boolean lost = !state.is(State.OPEN);
    if (late != null && lost) { // a success since then knows better; the login counts nevertheless
      failed(late, false);
    }
    if (lost && attempts.logins().isUsedUp()) { // the gate stays lost
      state.staysLost(
          attempts.logins().refused()
              + " logins were refused; more might lock the account, so that none follows until a"
              + " restart");
      return;
    }
    if (isTooEarly()) {
      return;
    }
    Deadline end = Deadline.in(attempts.limit(), context.clock().ticker());
    AttemptResult<T> result = attempts.look(1, state.value(), end);
    Failure failure = result.failure();
    if (failure != null) {
      failed(failure, result.cut());
      return;
    }
    hung = false;
    notBefore = null;
    lostSince = null;
    if (state.regained()) {
      events.regained();
    }
  }

  /** One that hung is repeated when it has ended, or after a while beside it. */
  private boolean isTooEarly() {
    boolean early = notBefore != null && notBefore.left() > 0;
    if (hung && attempts.inFlight().isIdle()) {
      return false;
    }
    return early || !attempts.inFlight().hasRoom();
  }

  private void failed(Failure failure, boolean cut) {
    hung = cut;
    long pause = cut ? AFTER_A_HANG : pause(failure);
    notBefore = Deadline.in(Duration.ofNanos(pause), context.clock().ticker());
    if (state.lost(failure)) {
      events.lost(failure);
    }
  }

  private long pause(Failure failure) {
    Duration now = context.clock().elapsed();
    lostSince = lostSince == null ? now : lostSince;
    Duration waited = now.minus(lostSince);
    Duration fitting = pace.pause(failure.kind(), waited, Duration.ZERO, 0.5);
    long pause = Deadline.nanos(failure.retryAfter().orElse(fitting));
    return failure.kind() == FailureKind.DENIED ? Math.max(GiveUpPolicy.LOGIN_PAUSE, pause) : pause;
  }
}
