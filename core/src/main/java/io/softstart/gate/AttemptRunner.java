package io.softstart.gate;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.fence.Fence;
import io.softstart.text.Durations;
import io.softstart.time.Deadline;
import io.softstart.time.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Makes the attempts of one gate and the looks at it, each on a thread of its own and within a
 * limit. One that does not end in time is cut off: interrupted, and what it owns is closed from
 * another thread, which ends most hangs. At most three that were cut off hang at a time.
 *
 * <p>For one thread at a time: the gate's, and when that has ended the one that looks again.
 */
final class AttemptRunner<T> {
  /** So much an attempt gets even when the deadline has come. */
  static final Duration LEAST = Duration.ofMillis(500);

  private static final Duration GREATEST = Duration.ofSeconds(30);
  private static final Duration BETWEEN_GOOD_ONES = Duration.ofMillis(500);
  private static final Duration DIAGNOSIS = Duration.ofSeconds(5);
  private static final int MOST_HANGING = 3;
  private static final Duration LEAST_PATIENCE = Duration.ofSeconds(1);

  /** Past its deadline a gate has so long for its last attempt, and for what is said of it. */
  private static final Duration LAST_BEGIN = Duration.ofMillis(250);

  private static final Duration LAST_END = Duration.ofMillis(600);
  private static final Duration LAST_DIAGNOSIS = Duration.ofMillis(850);
  private static final Duration LEAST_DIAGNOSIS = Duration.ofMillis(250);

  /** An attempt that overran its limit by this much was suspended with the whole process. */
  private static final long SUSPENDED = 1_000_000_000;

  private final GateSpec<T> gate;
  private final WaitContext context;
  private final Ticker ticker;
  private final GateEvents events;
  private final Diagnosers diagnosers;
  private final LoginCount logins = new LoginCount();
  private final Deque<InFlight> running = new ArrayDeque<>();
  private volatile Resources kept;
  private boolean ended;
  private @Nullable InFlight newest;
  private @Nullable Failure lateRefusal;
  private final long patience;
  private Duration limit;

  /** One that was begun and may go on in the background. */
  private record InFlight(Fence<Boolean> fence, AttemptCall<?> call) {
    boolean isOver() {
      boolean succeeded = !fence.wasAbandoned() && call.thrown() == null;
      return fence.hasEnded() && (succeeded || call.owned().isClosed());
    }
  }

  AttemptRunner(GateSpec<T> gate, WaitContext context, GateEvents events) {
    this.gate = gate;
    this.context = context;
    this.events = events;
    this.ticker = context.clock().ticker();
    this.diagnosers = new Diagnosers(gate);
    this.kept = new Resources(context.loader(), context.unclosed());
    Duration own = gate.policy().attemptTimeout();
    this.limit = own == null ? context.limits().attempt() : own;
    long first = Math.min(Deadline.nanos(limit), Deadline.nanos(GREATEST));
    this.patience = Math.max(Deadline.nanos(LEAST_PATIENCE), first);
  }

  LoginCount logins() {
    return logins;
  }

  Duration limit() {
    return limit;
  }

  /** Makes one attempt; with a policy of stability, also the looks that prove it. */
  AttemptResult<T> open(int number, Deadline end, @Nullable TcpPrecheck precheck)
      throws InterruptedException {
    Duration allowed = allowed(end.left());
    RunningAttempt attempt = attempt(number, false, allowed);
    AttemptCall<T> call = new AttemptCall<>(gate.probe(), attempt, null, precheck, diagnosers);
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
    AttemptCall<T> call = new AttemptCall<>(gate.probe(), attempt, opened, null, diagnosers);
    AttemptResult<T> result = make(call, "look", allowed, end);
    attempt.owned().close();
    return result;
  }

  private RunningAttempt attempt(int number, boolean look, Duration allowed) {
    Resources owned = new Resources(context.loader(), context.unclosed());
    Deadline end = Deadline.in(allowed, ticker);
    return new RunningAttempt(number, look, end, owned, kept, logins);
  }

  private Duration allowed(long left) {
    if (left < -SUSPENDED) {
      return limit; // the process was stopped meanwhile: this one attempt is to decide
    }
    long least = Math.min(Deadline.nanos(LEAST), left + Deadline.nanos(LAST_END));
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
    newest = new InFlight(fence, call);
    running.addLast(newest);
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
    if (left < -SUSPENDED) {
      return LEAST; // the process was stopped meanwhile
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
            "if it lasts: an overloaded server, a proxy without one, or a firewall that drops"
                + " packets");
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
    boolean suspended = ticker.read() - from > Deadline.nanos(allowed) + SUSPENDED;
    boolean shortened = allowed.compareTo(limit) < 0;
    T value = failure == null ? call.value() : null;
    return new AttemptResult<>(
        value, failure, thrown, allowed, shortened, cut, suspended, call.owned());
  }

  /**
   * Waits until another attempt may begin: when the last one has ended, or beside fewer than three
   * that hang, after as long as the first attempt may take. Once a login was refused that is 30 s,
   * since those that hang may be refused too.
   *
   * @param whenFull called where three hang for longer than it takes to close them
   * @return false if the deadline came first
   */
  boolean awaitRoom(Deadline deadline, Runnable whenFull) throws InterruptedException {
    long since = ticker.read();
    boolean suspended = deadline.left() < -SUSPENDED;
    boolean told = false;
    while (true) {
      boolean room = hasRoom() && mayLogIn();
      InFlight last = newest;
      long waited = ticker.read() - since;
      if (room && (last == null || waited >= patience())) {
        return true;
      }
      // an attempt that has just failed may still be closing what it opened
      long closing = Deadline.nanos(LEAST) - waited;
      long left = suspended ? closing : deadline.left() + Deadline.nanos(LAST_BEGIN);
      if (left <= 0) {
        return false;
      }
      if (!room && closing <= 0 && !told) {
        told = true;
        whenFull.run();
      }
      InFlight awaited = room && last != null ? last : running.getFirst();
      long slice = room ? patience() - waited : Deadline.nanos(LEAST);
      awaitEnd(awaited, Math.min(left, slice));
    }
  }

  private long patience() {
    return logins.refused() == 0 ? patience : Deadline.nanos(GREATEST);
  }

  /** {@return what keeps the next attempt from beginning, as text} */
  String hanging() {
    int hang = running.size();
    return hang < MOST_HANGING
        ? "its last attempt hangs"
        : hang + " attempts hang and hear no interrupt";
  }

  /** Whether nothing of any attempt is left. */
  boolean isIdle() {
    forgetEnded();
    return running.isEmpty();
  }

  /** Whether another may begin beside those that hang. */
  boolean hasRoom() {
    forgetEnded();
    return running.size() < MOST_HANGING;
  }

  /** Each attempt that goes on may yet be refused. */
  private boolean mayLogIn() {
    int hang = 0;
    for (InFlight one : running) {
      hang += one.fence().hasEnded() ? 0 : 1;
    }
    return hang == 0 || logins.refused() + hang < LoginCount.MOST;
  }

  private void awaitEnd(InFlight awaited, long nanos) throws InterruptedException {
    if (awaited.fence().awaitEnd(nanos, ticker)) {
      awaited.call().owned().awaitClosed(nanos, ticker);
    }
  }

  private void forgetEnded() {
    for (Iterator<InFlight> all = running.iterator(); all.hasNext(); ) {
      InFlight one = all.next();
      if (one.isOver()) {
        all.remove();
        newest = one.equals(newest) ? null : newest;
        tellClosing(one);
        Failure late = one.fence().wasAbandoned() ? one.call().failure() : null;
        if (late != null && late.kind() == FailureKind.DENIED) {
          lateRefusal = late;
        }
      }
    }
  }

  /** What is closed beneath an attempt that uses it may throw; others may not. */
  private void tellClosing(InFlight one) {
    Throwable thrown = one.call().owned().firstFailure();
    if (thrown != null && !one.fence().wasAbandoned()) {
      String what =
          thrown instanceof Resources.Hung
              ? "did not end within 5 s"
              : "threw " + thrown.getClass().getName();
      events.misbehaved("close", "close() of what an attempt opened " + what);
    }
  }

  /** {@return a refused login that came after its attempt was cut off, once} */
  @Nullable Failure lateRefusal() {
    forgetEnded();
    Failure late = lateRefusal;
    lateRefusal = null;
    return late;
  }

  /** Whether {@link #lateRefusal} has one to tell. */
  boolean wasRefusedLate() {
    forgetEnded();
    return lateRefusal != null;
  }

  /** Lets the attempts that follow take longer. */
  void lengthen() {
    limit = longer(limit);
  }

  /** A fixed limit can be eaten for ever by class loading on a quarter of a core. */
  static Duration longer(Duration limit) {
    Duration doubled = limit.multipliedBy(2);
    if (limit.compareTo(GREATEST) >= 0) {
      return limit;
    }
    return doubled.compareTo(GREATEST) > 0 ? GREATEST : doubled;
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
