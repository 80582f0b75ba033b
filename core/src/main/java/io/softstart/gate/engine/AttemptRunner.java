package io.softstart.gate.engine;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.fence.Fence;
import io.softstart.text.Durations;
import io.softstart.time.Deadline;
import io.softstart.time.Ticker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Makes the attempts of one gate and the looks at it, each on a thread of its own and within a
 * limit. One that does not end in time is cut off: interrupted, and what it owns is closed from
 * another thread, which ends most hangs.
 *
 * <p>For one thread at a time: the gate's, and when that has ended the one that looks again.
 */
final class AttemptRunner<T> {
  private static final Duration BETWEEN_GOOD_ONES = Duration.ofMillis(500);
  private static final Duration DIAGNOSIS = Duration.ofSeconds(5);

  /**
   * Past its deadline a gate has so long for its last attempt to end, and for what is said of it.
   */
  private static final Duration LAST_END = Duration.ofMillis(600);

  private static final Duration LAST_DIAGNOSIS = Duration.ofMillis(850);
  private static final Duration LEAST_DIAGNOSIS = Duration.ofMillis(250);

  private final GateSpec<T> gate;
  private final WaitContext context;
  private final Ticker ticker;
  private final Diagnosers diagnosers;
  private final LoginCount logins = new LoginCount();
  private final AttemptsInFlight inFlight;
  private final GateEvents events;
  private volatile Resources kept;
  private boolean ended;
  private Duration limit;

  AttemptRunner(GateSpec<T> gate, WaitContext context, GateEvents events) {
    this.gate = gate;
    this.context = context;
    this.events = events;
    this.ticker = context.clock().ticker();
    this.diagnosers = new Diagnosers(gate, context.loader());
    this.kept = new Resources(context.loader(), context.unclosed());
    Duration own = gate.policy().attemptTimeout();
    this.limit = own == null ? context.limits().attempt() : own;
    this.inFlight = new AttemptsInFlight(limit, ticker, logins, events);
  }

  LoginCount logins() {
    return logins;
  }

  /** {@return the attempts that have not ended, also those that were cut off} */
  AttemptsInFlight inFlight() {
    return inFlight;
  }

  Duration limit() {
    return limit;
  }

  Diagnosers diagnosers() {
    return diagnosers;
  }

  /** {@return a failed attempt of which nothing was made, since the client could not connect} */
  AttemptResult<T> closed(TcpPrecheck.Closed found) {
    Resources nothing = new Resources(context.loader(), context.unclosed());
    return new AttemptResult<>(
        null, found.failure(), found.thrown(), limit, false, false, false, nothing);
  }

  /** Makes one attempt; with a policy of stability, also the looks that prove it. */
  AttemptResult<T> open(int number, Deadline end) throws InterruptedException {
    Duration allowed = allowed(end.left());
    RunningAttempt attempt = attempt(number, false, allowed);
    AttemptCall<T> call = new AttemptCall<>(gate.probe(), attempt, null, diagnosers);
    AttemptResult<T> opened = make(call, Integer.toString(number), allowed, end);
    for (int good = 1; opened.succeeded() && good < gate.policy().goodAttempts(); good++) {
      opened = proven(opened, number, good, end);
    }
    return opened;
  }

  /** Looks once at what an attempt has opened, if there is still time; what fails is closed. */
  private AttemptResult<T> proven(AttemptResult<T> opened, int number, int good, Deadline end)
      throws InterruptedException {
    try {
      ticker.sleep(Math.min(Deadline.nanos(BETWEEN_GOOD_ONES), Math.max(0, end.left())));
      AttemptResult<T> look =
          end.left() > 0 ? look(number, opened.value(), end) : unproven(opened, good);
      if (!look.succeeded()) {
        opened.owned().close();
        return look;
      }
      return opened;
    } catch (InterruptedException cancelled) {
      opened.owned().close();
      throw cancelled;
    }
  }

  private AttemptResult<T> unproven(AttemptResult<T> opened, int good) {
    Failure failure =
        Failure.of(
            FailureKind.NOT_YET,
            good + " of " + gate.policy().goodAttempts() + " good attempts when time was over",
            "give it more time, or ask for fewer good attempts in a row");
    return new AttemptResult<>(
        null, failure, null, opened.allowed(), true, false, false, opened.owned());
  }

  /** Looks whether what was opened is usable: an attempt without side effects. */
  AttemptResult<T> look(int number, @Nullable T opened, Deadline end) throws InterruptedException {
    Duration allowed = Duration.ofNanos(Math.min(Deadline.nanos(limit), Math.max(1, end.left())));
    RunningAttempt attempt = attempt(number, true, allowed);
    AttemptCall<T> call = new AttemptCall<>(gate.probe(), attempt, opened, diagnosers);
    AttemptResult<T> result = make(call, "look", allowed, end);
    attempt.owned().close();
    return result;
  }

  private RunningAttempt attempt(int number, boolean look, Duration allowed) {
    Resources owned = new Resources(context.loader(), context.unclosed());
    Deadline end = Deadline.in(allowed, ticker);
    return new RunningAttempt(
        number, look, end, owned, kept, logins, context.surroundings(), events);
  }

  private Duration allowed(long left) {
    if (left < -AttemptsInFlight.SUSPENDED) {
      return limit; // the process was stopped meanwhile: this one attempt is to decide
    }
    long least = Math.min(Deadline.nanos(AttemptsInFlight.LEAST), left + Deadline.nanos(LAST_END));
    return Duration.ofNanos(Math.min(Deadline.nanos(limit), Math.max(left, Math.max(1, least))));
  }

  private AttemptResult<T> make(AttemptCall<T> call, String suffix, Duration allowed, Deadline end)
      throws InterruptedException {
    String thread = "softstart-" + gate.name() + "-" + suffix;
    long from = ticker.read();
    Fence<Boolean> fence = Fence.start(thread, context.loader(), call);
    if (fence.hadNoThread()) {
      return result(call, Diagnosers.noThread(), fence.thrown(), allowed, false, from);
    }
    inFlight.add(fence, call);
    boolean cut;
    Throwable thrown;
    try {
      boolean ended = fence.await(Deadline.nanos(allowed), ticker);
      if (!ended && call.thrown() != null) { // only the diagnosis is not through
        ended = fence.awaitUninterruptibly(forDiagnosis(end));
      }
      thrown = call.thrown(); // not what our own interrupt makes of it
      cut = !ended && fence.abandon();
    } catch (InterruptedException cancelled) {
      fence.abandon();
      call.owned().close();
      throw cancelled;
    }
    if (!cut) {
      return result(call, failure(call, fence), call.thrown(), allowed, false, from);
    }
    return result(call, cutOff(thrown, suffix, allowed), thrown, allowed, true, from);
  }

  /** What threw is never taken for open, also where nothing could be said of it. */
  private static @Nullable Failure failure(AttemptCall<?> call, Fence<Boolean> fence) {
    Failure known = call.failure();
    Throwable broken = fence.thrown();
    if (known != null || broken == null) {
      return known;
    }
    Throwable thrown = call.thrown();
    String why = "its diagnosis failed with " + broken.getClass().getName();
    return Diagnosers.undiagnosed(thrown == null ? broken : thrown, why);
  }

  private static Duration forDiagnosis(Deadline end) {
    long left = end.left();
    if (left < -AttemptsInFlight.SUSPENDED) {
      return AttemptsInFlight.LEAST; // the process was stopped meanwhile
    }
    long most = Math.min(Deadline.nanos(DIAGNOSIS), left + Deadline.nanos(LAST_DIAGNOSIS));
    return Duration.ofNanos(Math.max(Deadline.nanos(LEAST_DIAGNOSIS), most));
  }

  private static Failure cutOff(@Nullable Throwable thrown, String suffix, Duration allowed) {
    if (thrown != null) {
      return Diagnosers.undiagnosed(thrown, "its diagnosis did not end in time");
    }
    String limit = Durations.text(allowed);
    return suffix.equals("look")
        ? Failure.of(
            FailureKind.TIMED_OUT,
            "no answer within " + limit,
            "see whether it is overloaded, or whether something on the way drops packets")
        : Failure.of(
            FailureKind.TIMED_OUT,
            "the attempt did not end within " + limit,
            "check for an overloaded server, a proxy whose server is down, or a firewall that"
                + " drops packets");
  }

  private AttemptResult<T> result(
      AttemptCall<T> call,
      @Nullable Failure failure,
      @Nullable Throwable thrown,
      Duration allowed,
      boolean cut,
      long from) {
    if (failure != null) {
      call.owned().close();
    }
    boolean suspended = ticker.read() - from > Deadline.nanos(allowed) + AttemptsInFlight.SUSPENDED;
    boolean shortened = allowed.compareTo(limit) < 0;
    T value = failure == null ? call.value() : null;
    return new AttemptResult<>(
        value, failure, thrown, allowed, shortened, cut, suspended, call.owned());
  }

  /** Lets the attempts that follow take longer. */
  void lengthen() {
    limit = longer(limit);
  }

  /** A fixed limit can be eaten for ever by class loading on a quarter of a core. */
  static Duration longer(Duration limit) {
    Duration doubled = limit.multipliedBy(2);
    if (limit.compareTo(AttemptsInFlight.GREATEST) >= 0) {
      return limit;
    }
    return doubled.compareTo(AttemptsInFlight.GREATEST) > 0 ? AttemptsInFlight.GREATEST : doubled;
  }

  /** Closes what attempts have kept for others; looks keep for themselves from now on. */
  synchronized void opened() {
    logins.accepted();
    Resources before = kept;
    if (!ended) {
      kept = new Resources(context.loader(), context.unclosed());
    }
    before.close();
  }

  /** Closes what was kept, and what is kept from now on; for any thread. */
  synchronized void end() {
    ended = true;
    kept.close();
  }
}
