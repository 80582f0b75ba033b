package io.softstart.gate.engine;

import io.softstart.client.TcpConnect;
import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.fence.Fence;
import io.softstart.net.Target;
import io.softstart.text.Durations;
import io.softstart.time.Deadline;
import io.softstart.time.Ticker;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A bare TCP connect before the client's: no driver to load, no line in a driver's log, and no wait
 * for the application's logging. Made only where the probe is certain that its client connects to
 * this very address, and never with the last word: every tenth attempt, and the last one, goes to
 * the client at once. A probe that has nothing to preload gains nothing at first: there it comes
 * only after a refused connection.
 *
 * <p>Classes instead of lambdas, since a cold JVM's first verdict waits for each of them.
 */
final class TcpPrecheck {
  /** Less than the second after which a kernel asks again: one that is not heard is over. */
  static final Duration LIMIT = Duration.ofMillis(900);

  /** To tell whether a connection comes about at all, when the attempt has had all its time. */
  private static final Duration REACH = Duration.ofMillis(200);

  private static final long TO_TELL = 1_000_000_000;
  private static final int CLIENTS_TURN = 10;

  private final GateSpec<?> gate;
  private final WaitContext context;
  private final GateEvents events;
  private final Diagnosers diagnosers;
  private final boolean preloads;
  private final AtomicBoolean preloading = new AtomicBoolean();
  private @Nullable Fence<Boolean> before;
  private volatile boolean wasRefused;

  /** What a bare connect has found out: the client would fail alike. */
  record Closed(Failure failure, IOException thrown) {}

  private TcpPrecheck(
      GateSpec<?> gate, WaitContext context, GateEvents events, Diagnosers diagnosers) {
    this.gate = gate;
    this.context = context;
    this.events = events;
    this.diagnosers = diagnosers;
    this.preloads =
        OwnProbes.declares(gate.probe(), "preload"); // else a connect more gains nothing
  }

  /** {@return the precheck of a gate; null where it would not be harmless or never certain} */
  static @Nullable TcpPrecheck of(
      GateSpec<?> gate, WaitContext context, GateEvents events, Diagnosers diagnosers) {
    boolean direct = System.getProperty("socksProxyHost") == null;
    // a server pays for each connect that it answers, so a large fleet makes none for nothing
    boolean small = !AdaptiveBackoff.spreads(context.limits().fleet());
    return direct && small && OwnProbes.declares(gate.probe(), "dials")
        ? new TcpPrecheck(gate, context, events, diagnosers)
        : null;
  }

  /**
   * Whether an attempt begins with it: the first, and those after which nothing listened. Not the
   * second, since a client that cannot be used at all is to say so early.
   */
  boolean isDue(int number, @Nullable FailureKind last) {
    boolean closed = last == FailureKind.REFUSED || last == FailureKind.UNRESOLVED;
    boolean clientsTurn = number % CLIENTS_TURN == 0 || (preloads && number == 2);
    return number == 1 ? preloads : closed && !clientsTurn;
  }

  /**
   * Connects and hangs up, on a thread of its own. One that does not end leaves the client to say,
   * and no other is begun beside it.
   *
   * @param left until the attempt would be cut off
   * @return what keeps the client from connecting; null where the client is to find out
   * @throws InterruptedException if interrupted; the connect is cut off
   */
  @Nullable Closed closed(Duration left) throws InterruptedException {
    if (before != null && before.wasAbandoned() && !before.hasEnded()) {
      return null;
    }
    long share = Math.min(Deadline.nanos(LIMIT), Deadline.nanos(left) / 4);
    Connect connect = new Connect(Duration.ofNanos(share));
    String thread = "softstart-" + gate.name() + "-connect";
    Fence<Boolean> fence = Fence.start(thread, context.loader(), connect);
    before = fence;
    try {
      boolean ended = fence.await(TO_TELL, Ticker.system());
      if (!ended && connect.asked) {
        ended = fence.await(share, Ticker.system());
      }
      if (!ended) {
        fence.abandon();
      }
    } catch (InterruptedException cancelled) {
      fence.abandon();
      throw cancelled;
    }
    events.misbehaved("dials", fence.hadNoThread() ? null : connect.misbehaved(fence));
    return connect.found;
  }

  /**
   * Says of an attempt that was cut off how far it came, as far as a bare connect can tell.
   *
   * @param result an attempt that failed
   * @return its failure, or that
   * @throws InterruptedException if interrupted
   */
  Failure howFar(AttemptResult<?> result) throws InterruptedException {
    Failure failure = result.failureOrThrow();
    if (!result.cut() || result.thrown() != null) {
      return failure;
    }
    Connect connect = new Connect(REACH);
    String thread = "softstart-" + gate.name() + "-connect";
    Fence<Boolean> fence = Fence.start(thread, context.loader(), connect);
    if (!fence.await(Deadline.nanos(REACH) * 2, Ticker.system())) {
      fence.abandon();
    }
    return connect.howFar(Durations.text(result.allowed()), failure);
  }

  /** Once: the client's classes are loaded after nothing was found to listen, and that is told. */
  void preload() {
    if (preloads && wasRefused && preloading.compareAndSet(false, true)) {
      Fence.start("softstart-" + gate.name() + "-preload", context.loader(), new Preload());
    }
  }

  /** Runs behind the fence. */
  private final class Connect implements Callable<Boolean> {
    private final Duration limit;
    private volatile boolean asked;
    private volatile @Nullable String accepted;
    private volatile @Nullable String silent;
    volatile @Nullable Closed found;

    Connect(Duration limit) {
      this.limit = limit;
    }

    @Override
    public Boolean call() {
      // asked anew each time, since the probe may learn what its client does
      Optional<Target.Endpoint> dials = gate.probe().dials();
      asked = dials != null;
      if (asked && dials.isPresent()) {
        found = closed(dials.get());
      }
      return true;
    }

    private @Nullable Closed closed(Target.Endpoint endpoint) {
      try {
        TcpConnect.connect(endpoint, limit).close();
        accepted = endpoint.toString();
        wasRefused = false;
      } catch (ConnectException | UnknownHostException closed) {
        wasRefused = true;
        return known(closed);
      } catch (SocketTimeoutException unheard) { // a verdict only where the host answered before
        silent = endpoint.toString();
        return wasRefused ? known(unheard) : null;
      } catch (IOException | RuntimeException notCertain) {
        // the client will say it better
      }
      return null;
    }

    Failure howFar(String limit, Failure failure) {
      String open = accepted;
      String unheard = silent;
      if (open != null) {
        return Failure.worded(
            FailureKind.TIMED_OUT,
            "{} accepts TCP connections, but the client got no answer within " + limit,
            "look at what listens there: an overloaded or paused server, a proxy whose server is"
                + " down, or TLS on one side only",
            open);
      }
      return unheard == null
          ? failure
          : Failure.worded(
              FailureKind.TIMED_OUT,
              "no TCP connection to {} came about within " + limit,
              "check host and port, and look for a firewall or network policy that drops packets",
              unheard);
    }

    private Closed known(IOException thrown) {
      return new Closed(diagnosers.ofConnect(thrown), thrown);
    }

    @Nullable String misbehaved(Fence<Boolean> fence) {
      return asked ? null : "its dials() " + ProbeFacts.whyNot(fence);
    }
  }

  /** Leaves the processor to what is told first, and then to logging, which its classes use. */
  private final class Preload implements Callable<Boolean> {
    @Override
    public Boolean call() throws InterruptedException {
      context.events().flush();
      context.clients().await();
      gate.probe().preload();
      return true;
    }
  }
}
