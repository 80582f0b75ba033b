package io.softstart.gate.engine;

import io.softstart.client.TcpConnect;
import io.softstart.diagnosis.FailureKind;
import io.softstart.fence.Fence;
import io.softstart.gate.Probe;
import io.softstart.net.Target;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A bare TCP connect before the client's: no driver to load, no line in a driver's log. Made only
 * where the probe is certain that its client connects to this very address, and never with the last
 * word: every tenth attempt, and the last one, goes to the client at once. A probe that has nothing
 * to preload gains nothing at first: there it comes only after a refused connection.
 */
final class TcpPrecheck {
  /** Less than the second after which a kernel asks again: one that is not heard is over. */
  static final Duration LIMIT = Duration.ofMillis(900);

  private static final Duration TO_TELL = Duration.ofSeconds(1);
  private static final int CLIENTS_TURN = 10;

  private final GateSpec<?> gate;
  private final @Nullable ClassLoader loader;
  private final GateEvents events;
  private final boolean preloads;
  private final AtomicBoolean preloading = new AtomicBoolean();
  private volatile @Nullable Fence<Optional<Target.Endpoint>> asking;
  private volatile boolean wasRefused;

  private TcpPrecheck(GateSpec<?> gate, WaitContext context, GateEvents events) {
    this.gate = gate;
    this.loader = context.loader();
    this.events = events;
    this.preloads = declares(gate.probe(), "preload"); // else a connect more gains nothing
  }

  /** {@return the precheck of a gate; null where it would not be harmless or never certain} */
  static @Nullable TcpPrecheck of(GateSpec<?> gate, WaitContext context, GateEvents events) {
    boolean direct = System.getProperty("socksProxyHost") == null;
    // a server pays for each connect that it answers, so a large fleet makes none for nothing
    boolean small = !AdaptiveBackoff.spreads(context.limits().fleet());
    return direct && small && declares(gate.probe(), "dials")
        ? new TcpPrecheck(gate, context, events)
        : null;
  }

  private static boolean declares(Probe<?> probe, String method) {
    try {
      return probe.getClass().getMethod(method).getDeclaringClass() != Probe.class;
    } catch (NoSuchMethodException impossible) {
      return false;
    }
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
   * Connects and hangs up, on an attempt's own thread.
   *
   * @throws IOException if nothing listens; a time-out is a verdict only where the host has
   *     answered before
   */
  void connect(Duration left) throws IOException {
    Target.Endpoint endpoint = dials();
    if (endpoint == null) {
      return;
    }
    Duration share = left.dividedBy(4);
    Duration limit = share.compareTo(LIMIT) < 0 ? share : LIMIT;
    try {
      TcpConnect.connect(endpoint, limit).close();
      wasRefused = false;
    } catch (ConnectException | UnknownHostException closed) {
      wasRefused = true;
      preload();
      throw closed;
    } catch (SocketTimeoutException silent) {
      if (wasRefused) {
        throw silent;
      }
    } catch (ClosedByInterruptException interrupted) {
      throw interrupted;
    } catch (IOException | RuntimeException notCertain) {
      // the client will say it better
    }
  }

  /**
   * Asks for the address anew, since the probe may learn what its client does; null if that is not
   * certain.
   */
  private Target.@Nullable Endpoint dials() {
    Fence<Optional<Target.Endpoint>> before = asking;
    if (before != null && !before.hasEnded()) {
      return null;
    }
    Fence<Optional<Target.Endpoint>> asked =
        Fence.start("softstart-" + gate.name() + "-dials", loader, gate.probe()::dials);
    asking = asked;
    asked.awaitUninterruptibly(TO_TELL);
    Optional<Target.Endpoint> answer = asked.value();
    if (answer == null && !asked.hadNoThread()) {
      events.misbehaved("dials", "its dials() " + ProbeFacts.whyNot(asked));
      asked.abandon();
    }
    return answer == null ? null : answer.orElse(null);
  }

  /** Once: the client's classes are loaded while nothing listens anyway. */
  private void preload() {
    if (preloading.compareAndSet(false, true)) {
      Fence.start(
          "softstart-" + gate.name() + "-preload",
          loader,
          () -> {
            gate.probe().preload();
            return true;
          });
    }
  }
}
