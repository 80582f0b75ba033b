package io.softstart.gate.engine;

import io.softstart.diagnosis.Failure;
import io.softstart.event.StartupEvent;
import io.softstart.gate.GateStatus;
import io.softstart.net.Target;
import io.softstart.redact.Redactor;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells what happens to one gate. Thread-safe. */
final class GateEvents {
  private final GateSpec<?> gate;
  private final WaitContext context;
  private final Set<String> told = new HashSet<>();

  GateEvents(GateSpec<?> gate, WaitContext context) {
    this.gate = gate;
    this.context = context;
  }

  void started(Optional<Target> target, Duration limit) {
    Duration grace = gate.grace(context.limits());
    tell(new StartupEvent.GateStarted(now(), gate.name(), target, gate.isOptional(), limit, grace));
  }

  void attemptFailed(int number, long took, Failure failure, long pause) {
    Duration lasted = Duration.ofNanos(took);
    Duration next = Duration.ofNanos(pause);
    tell(new StartupEvent.AttemptFailed(now(), gate.name(), number, lasted, failure, next));
  }

  /** Once, however often it would have been given up. */
  void held(Failure failure, String why) {
    if (isFirst("held")) {
      tell(new StartupEvent.GateHeld(now(), gate.name(), failure, why));
    }
  }

  /** Once: the gate goes on by itself when one of the attempts ends. */
  void heldUp(Failure failure, String why) {
    if (isFirst("held up")) {
      tell(new StartupEvent.GateHeld(now(), gate.name(), failure, why));
    }
  }

  void degraded() {
    tell(new StartupEvent.GateDegraded(now(), gate.name()));
  }

  void opened(int attempts, Duration waited) {
    tell(new StartupEvent.GateOpened(now(), gate.name(), attempts, waited));
  }

  void failed(int attempts, GateStatus status, String why) {
    Failure last = status.lastFailure().orElseThrow();
    tell(new StartupEvent.GateFailed(now(), gate.name(), attempts, status.waited(), last, why));
    if (context.limits().hold() && !gate.isOptional()) { // no report follows that says it
      held(last, why);
    }
  }

  void lost(Failure failure) {
    tell(new StartupEvent.GateLost(now(), gate.name(), failure));
  }

  void regained() {
    tell(new StartupEvent.GateRegained(now(), gate.name()));
  }

  /**
   * Tells once for each part what code of others did wrong, which the library went on without.
   *
   * @param part which code, a backoff for example
   * @param what one line; null for nothing
   */
  void misbehaved(String part, @Nullable String what) {
    if (what != null && isFirst("misbehaved: " + part)) {
      tell(new StartupEvent.Misbehaved(now(), gate.name(), what));
    }
  }

  /** Tells once for each topic what a probe has noticed. */
  void warned(String topic, String sentence) {
    if (isFirst("warned: " + topic)) {
      tell(new StartupEvent.Warned(now(), gate.name(), Redactor.redact(sentence)));
    }
  }

  private synchronized boolean isFirst(String what) {
    return told.add(what);
  }

  private void tell(StartupEvent event) {
    context.events().tell(event);
  }

  private Duration now() {
    return context.clock().elapsed();
  }
}
