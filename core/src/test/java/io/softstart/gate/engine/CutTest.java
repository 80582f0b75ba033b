package io.softstart.gate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.diagnosis.Diagnosis;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Attempt;
import io.softstart.gate.Gate;
import io.softstart.gate.GateStatus;
import io.softstart.gate.GateStatus.State;
import io.softstart.gate.Probe;
import io.softstart.time.Ticker;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Attempts that hang are ended, not waited out. */
@Timeout(60)
class CutTest {
  private final GateTrial trial = new GateTrial(Ticker.system());

  /** A connection whose read hears no interrupt, only its close. */
  private static final class Session implements AutoCloseable {
    final CountDownLatch closed = new CountDownLatch(1);
    final AtomicBoolean interrupted = new AtomicBoolean();

    @Override
    public void close() {
      interrupted.set(Thread.currentThread().isInterrupted());
      closed.countDown();
    }

    void read() {
      while (closed.getCount() > 0) {
        try {
          closed.await();
        } catch (InterruptedException ignored) {
          // as a blocking socket does
        }
      }
      throw new IllegalStateException("socket closed");
    }
  }

  @Test
  void whatAHungAttemptOwnsIsClosedAtTheCutAndAnotherAttemptFollows() {
    trial.attempt = Duration.ofMillis(200);
    trial.deadline = Duration.ofSeconds(20);
    List<Session> sessions = new CopyOnWriteArrayList<>();
    Gate<String> gate =
        Gate.of(
            "session",
            attempt -> {
              Session session = attempt.own(new Session());
              sessions.add(session);
              if (attempt.number() <= 2) {
                session.read();
              }
              return "open";
            });

    GateStatus status = trial.run(gate).state().status();

    assertThat(status.state()).isEqualTo(State.OPEN);
    assertThat(status.attempts()).isEqualTo(3);
    assertThat(status.waited()).isLessThan(Duration.ofSeconds(10));
    assertThat(sessions.subList(0, 2)).allMatch(session -> session.closed.getCount() == 0);
    assertThat(sessions.get(2).closed.getCount()).as("it is the application's").isOne();
  }

  @Test
  void nothingIsClosedOnAnInterruptedThread() throws Exception {
    trial.attempt = Duration.ofMillis(100);
    trial.deadline = Duration.ofMillis(300);
    Session session = new Session();
    Gate<String> gate =
        Gate.of(
            "db",
            attempt -> {
              attempt.own(session);
              Thread.currentThread().interrupt();
              throw new ConnectException("Connection refused");
            });

    trial.run(gate);

    assertThat(session.closed.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(session.interrupted).isFalse();
  }

  @Test
  void oneCloseThatHangsOrThrowsAnErrorKeepsNoOtherOpen() throws Exception {
    Resources resources = new Resources(null, new Unclosed());
    BlockingQueue<String> closed = new LinkedBlockingQueue<>();
    resources.add(() -> closed.add("last"));
    resources.add(
        () -> {
          throw new AssertionError("no");
        });
    resources.add(() -> new CountDownLatch(1).await());

    resources.close();

    assertThat(closed.poll(20, TimeUnit.SECONDS)).isEqualTo("last");
  }

  @Test
  void theDiagnosisOfAHugeOrHangingTextIsBoundedAndKeepsTheFailure() {
    trial.attempt = Duration.ofSeconds(1);
    trial.deadline = Duration.ofSeconds(1);
    CountDownLatch never = new CountDownLatch(1);
    Diagnosis hanging =
        thrown -> {
          try {
            never.await();
          } catch (InterruptedException end) {
            throw new IllegalStateException(end);
          }
          return java.util.Optional.empty();
        };
    Gate<Void> gate =
        Gate.check(
                "db",
                attempt -> {
                  throw new ConnectException("Connection refused");
                })
            .diagnosing(hanging);

    GateStatus status = trial.run(gate).state().status();

    assertThat(status.state()).isEqualTo(State.FAILED);
    assertThat(status.waited()).isLessThan(Duration.ofSeconds(3));
    assertThat(status.lastFailure().orElseThrow().kind()).isEqualTo(FailureKind.UNKNOWN);
    assertThat(status.lastFailure().orElseThrow().reason())
        .contains("java.net.ConnectException")
        .contains("its diagnosis did not end in time");
  }

  @Test
  void aRuleThatThrowsAnErrorHasNoSayInTheVerdict() {
    AtomicInteger calls = new AtomicInteger();
    Gate<Void> gate =
        Gate.check(
                "search",
                attempt -> {
                  if (calls.incrementAndGet() < 3) {
                    throw new ConnectException("Connection refused");
                  }
                })
            .diagnosing(
                thrown -> {
                  throw new NoClassDefFoundError("x/Y");
                });
    assertThat(trial.run(gate).state().status().state()).isEqualTo(State.OPEN);
  }

  @Test
  void aMessageThatOverflowsTheStackHasNoSayInTheVerdict() {
    AtomicInteger calls = new AtomicInteger();
    Gate<Void> gate =
        Gate.check(
            "db",
            attempt -> {
              if (calls.incrementAndGet() < 3) {
                throw new IllegalStateException("x") {
                  private static final long serialVersionUID = 1;

                  @Override
                  @SuppressWarnings("InfiniteRecursion") // it is to overflow
                  public String getMessage() {
                    return getMessage() + "!";
                  }
                };
              }
            });
    assertThat(trial.run(gate).state().status().state()).isEqualTo(State.OPEN);
  }

  @Test
  void aTargetThatThrowsOrIsNullHasNoSayInTheVerdict() {
    Probe<String> odd =
        new Probe<>() {
          @Override
          public String open(Attempt attempt) {
            return "open";
          }

          @Override
          public java.util.Optional<io.softstart.net.Target> target() {
            throw new AssertionError("no target");
          }
        };
    GateStatus status = trial.run(Gate.of("db", odd)).state().status();
    assertThat(status.state()).isEqualTo(State.OPEN);
    assertThat(status.target()).isEmpty();
  }

  @Test
  void aBackoffThatHangsOrThrowsIsReplacedByThePaceThatFits() {
    trial.deadline = Duration.ofSeconds(3);
    AtomicInteger calls = new AtomicInteger();
    Gate<Void> gate =
        Gate.check(
                "db",
                attempt -> {
                  if (calls.incrementAndGet() < 3) {
                    throw new ConnectException("Connection refused");
                  }
                })
            .backoff(
                (failures, waited, random) -> {
                  throw new AssertionError("no pause");
                });
    assertThat(trial.run(gate).state().status().state()).isEqualTo(State.OPEN);
  }

  @Test
  void successThresholdKnowsTheDeadline() {
    GateTrial fake = new GateTrial(new FakeTicker());
    fake.deadline = Duration.ofSeconds(2);

    GateStatus status =
        fake.run(Gate.check("stable", attempt -> {}).successThreshold(1000)).state().status();

    assertThat(status.state()).isEqualTo(State.FAILED);
    assertThat(status.waited()).isLessThanOrEqualTo(Duration.ofSeconds(3));
    assertThat(status.lastFailure().orElseThrow().kind()).isEqualTo(FailureKind.NOT_YET);
  }

  @Test
  void aPassingShortageOfThreadsIsOverloadedAndTriedAgain() {
    AtomicInteger calls = new AtomicInteger();
    Gate<Void> gate =
        Gate.check(
            "db",
            attempt -> {
              if (calls.incrementAndGet() == 1) {
                throw new OutOfMemoryError("unable to create native thread: possibly out of");
              }
            });
    GateRunner<Void> runner = trial.run(gate);
    assertThat(runner.state().status().state()).isEqualTo(State.OPEN);
    assertThat(runner.state().status().lastFailure().orElseThrow().kind())
        .isEqualTo(FailureKind.OVERLOADED);
  }

  @Test
  void aFullHeapEndsTheGateWithTheErrorAttached() {
    OutOfMemoryError full = new OutOfMemoryError("Java heap space");
    GateRunner<Void> runner =
        trial.run(
            Gate.check(
                "db",
                attempt -> {
                  throw full;
                }));
    assertThat(runner.state().status().state()).isEqualTo(State.FAILED);
    assertThat(runner.state().status().attempts()).isOne();
    assertThat(runner.fatal()).isSameAs(full);
  }
}
