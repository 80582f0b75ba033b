package io.softstart.status;

import io.softstart.Startup;
import io.softstart.StartupException;
import io.softstart.StartupOptions;
import io.softstart.gate.AnyGate;
import io.softstart.gate.Gate;
import io.softstart.gate.GateStatus;
import io.softstart.testkit.Ports;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A startup with a status port that waits, on a thread of its own, until it is told to open. */
final class Waiting implements AutoCloseable {
  final int port = Ports.free();
  final Startup startup;
  final Thread main;
  private final AtomicBoolean usable = new AtomicBoolean();
  volatile @Nullable StartupException failure;

  Waiting() {
    this(options -> options);
  }

  Waiting(UnaryOperator<StartupOptions> settings, AnyGate<?>... more) {
    StartupOptions options = StartupOptions.of("shop").embedded().statusPort(port);
    startup = Startup.begin(settings.apply(options));
    AnyGate<?>[] gates = new AnyGate<?>[more.length + 1];
    gates[0] = Gate.check("db", attempt -> checkUsable());
    System.arraycopy(more, 0, gates, 1, more.length);
    main = new Thread(() -> await(gates), "waiting");
    main.setDaemon(true);
    main.start();
    awaitAttempts(1);
  }

  private void checkUsable() throws Exception {
    if (!usable.get()) {
      throw new java.net.ConnectException("Connection refused");
    }
  }

  private void await(AnyGate<?>... gates) {
    try {
      startup.await(gates);
      startup.run(() -> {});
    } catch (IllegalStateException closed) {
      // by the test, while it waited
    } catch (StartupException failed) {
      failure = failed;
    }
  }

  /** Waits until each gate has failed that often, or opened. */
  void awaitAttempts(int number) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!tried(number)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("no attempts: " + startup.report());
      }
      Thread.onSpinWait();
    }
  }

  private boolean tried(int number) {
    return !startup.report().gates().isEmpty()
        && startup.report().gates().stream().allMatch(gate -> hasTried(gate, number));
  }

  private static boolean hasTried(GateStatus gate, int number) {
    return switch (gate.state()) {
      case PENDING -> !gate.after().isEmpty();
      case TRYING -> gate.attempts() >= number && gate.lastFailure().isPresent();
      default -> true;
    };
  }

  void open() throws InterruptedException {
    usable.set(true);
    main.join(Duration.ofSeconds(30).toMillis());
  }

  @Override
  public void close() {
    startup.close();
  }
}
