package io.softstart.event;

import io.softstart.diagnosis.Failure;
import io.softstart.net.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Something that happened during a startup. All events are immutable and printable: no secret, no
 * throwable.
 */
public sealed interface StartupEvent {
  /** {@return when it happened, counted from the begin of the startup} */
  Duration at();

  /**
   * The startup entered a phase.
   *
   * @param at since the begin
   * @param phase the phase entered
   */
  record PhaseEntered(Duration at, Phase phase) implements StartupEvent {}

  /**
   * The wait for some gates began.
   *
   * @param at since the begin
   * @param gates their names, in the order given
   * @param limit how long they are waited for at most
   */
  record WaitBegan(Duration at, List<String> gates, Duration limit) implements StartupEvent {}

  /**
   * A gate begins its first attempt: what it comes after is open.
   *
   * @param at since the begin
   * @param gate its name
   * @param target what it tries, if the probe says so
   * @param optional whether the startup goes on without it
   * @param limit how long it is waited for at most
   * @param grace how long errors that somebody has to fix are retried
   */
  record GateStarted(
      Duration at,
      String gate,
      Optional<Target> target,
      boolean optional,
      Duration limit,
      Duration grace)
      implements StartupEvent {}

  /**
   * An attempt failed and another will follow.
   *
   * @param at since the begin
   * @param gate its name
   * @param number the attempt's number, from 1
   * @param took how long the attempt took
   * @param failure what it means
   * @param pause until the next attempt
   */
  record AttemptFailed(
      Duration at, String gate, int number, Duration took, Failure failure, Duration pause)
      implements StartupEvent {}

  /**
   * A gate opened.
   *
   * @param at since the begin
   * @param gate its name
   * @param attempts how many it took
   * @param waited since its first attempt began
   */
  record GateOpened(Duration at, String gate, int attempts, Duration waited)
      implements StartupEvent {}

  /**
   * A gate was given up.
   *
   * @param at since the begin
   * @param gate its name
   * @param attempts how many were made; 0 if what it comes after failed
   * @param waited since its first attempt began
   * @param failure the last real failure
   * @param why why it is given up now, one line
   */
  record GateFailed(
      Duration at, String gate, int attempts, Duration waited, Failure failure, String why)
      implements StartupEvent {}

  /**
   * A gate would have been given up, but the process is held alive: it is retried, slowly, unless
   * that cannot help, and it has failed already.
   *
   * @param at since the begin
   * @param gate its name
   * @param failure the last one
   * @param why why it would have been given up, one line
   */
  record GateHeld(Duration at, String gate, Failure failure, String why) implements StartupEvent {}

  /**
   * An optional gate is not open yet and the startup goes on without it.
   *
   * @param at since the begin
   * @param gate its name
   */
  record GateDegraded(Duration at, String gate) implements StartupEvent {}

  /**
   * A gate that was open is not usable any more, as a continuing check has found.
   *
   * @param at since the begin
   * @param gate its name
   * @param failure what the check met
   */
  record GateLost(Duration at, String gate, Failure failure) implements StartupEvent {}

  /**
   * A gate that was lost is usable again.
   *
   * @param at since the begin
   * @param gate its name
   */
  record GateRegained(Duration at, String gate) implements StartupEvent {}

  /**
   * Code that the application gave to a gate (a backoff, a listener, what a probe tells or closes)
   * threw, or did not return in time. The library went on without it. Told once for each part.
   *
   * @param at since the begin
   * @param gate its name
   * @param what what it did, one line
   */
  record Misbehaved(Duration at, String gate, String what) implements StartupEvent {}

  /**
   * A probe has noticed what does not keep the dependency from being used now. Told once for each
   * topic.
   *
   * @param at since the begin
   * @param gate its name
   * @param what what it noticed and what to do, one line
   */
  record Warned(Duration at, String gate, String what) implements StartupEvent {}

  /**
   * Some gates are still closed; told now and then, less often the longer it lasts.
   *
   * @param at since the begin
   * @param gates the names of the closed ones
   * @param left until the deadline
   */
  record StillWaiting(Duration at, List<String> gates, Duration left) implements StartupEvent {}
}
