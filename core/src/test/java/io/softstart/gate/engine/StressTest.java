package io.softstart.gate.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.AnyGate;
import io.softstart.gate.Attempt;
import io.softstart.gate.Gate;
import io.softstart.gate.GateStatus;
import io.softstart.gate.GateStatus.State;
import io.softstart.gate.OpenGates;
import io.softstart.gate.Probe;
import io.softstart.time.Deadline;
import io.softstart.time.Stopwatch;
import io.softstart.time.Ticker;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random schedules of open, cut, close, interrupt, and of callbacks that throw or block: nothing is
 * lost, nothing is left open, no deadline is exceeded by more than a second. Each schedule follows
 * from its number, which a failure names; {@code -Dsoftstart.stress.seconds} says how long, and
 * {@code -Dsoftstart.stress.first} with which number it begins.
 */
@Tag("long")
class StressTest {
  private static final Ticker REAL = Ticker.system();
  private static final long SECONDS = Long.getLong("softstart.stress.seconds", 240);
  private static final long FIRST = Long.getLong("softstart.stress.first", 1);
  private static final int AT_ONCE = Integer.getInteger("softstart.stress.threads", 24);
  private static final Duration TOO_LATE = Duration.ofSeconds(1);

  /** Long enough for a close that hangs for its whole limit of 5 s, with others behind it. */
  private static final Duration CLOSED_BY = Duration.ofSeconds(40);

  private final AtomicLong next = new AtomicLong(FIRST);
  private final AtomicInteger done = new AtomicInteger();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

  /** How late this machine wakes a thread at its worst: no fault of the library. */
  private final AtomicLong latest = new AtomicLong();

  /** How long after a {@code close()} an attempt came to its probe at worst. */
  private final AtomicLong tried = new AtomicLong();

  @Test
  void onRealThreads() throws Exception {
    Deadline end = Deadline.in(Duration.ofSeconds(SECONDS), REAL);
    Thread canary = new Thread(() -> watch(end));
    canary.start();
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      Thread worker = new Thread(() -> work(end));
      worker.start();
      workers.add(worker);
    }
    for (Thread worker : workers) {
      worker.join();
    }
    canary.join();

    assertThat(wrong).as("of %d schedules", done.get()).isEmpty();
    assertThat(tried.get())
        .as("an attempt after close(), but for what the machine made late")
        .isLessThanOrEqualTo(50_000_000 + latest.get());
    assertThat(done.get()).isGreaterThan((int) SECONDS); // it saw something
    assertThat(libraryThreads()).isEmpty();
    System.out.printf(
        "stress: %d schedules on real threads; the machine woke a thread %d ms late at worst%n",
        done.get(), TimeUnit.NANOSECONDS.toMillis(latest.get()));
  }

  @Test
  void onTheFakeClock() {
    int schedules = (int) (SECONDS * 50);
    for (long number = FIRST; number < FIRST + schedules; number++) {
      onFakeClock(number);
    }
    System.out.printf("stress: %d schedules on the fake clock%n", schedules);
  }

  private void watch(Deadline end) {
    try {
      while (end.left() > 0) {
        long from = REAL.read();
        REAL.sleep(5_000_000);
        latest.accumulateAndGet(REAL.read() - from - 5_000_000, Math::max);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void work(Deadline end) {
    while (end.left() > 0) {
      long number = next.getAndIncrement();
      try {
        for (String what : new Schedule(number).run()) {
          wrong.add("schedule " + number + ": " + what);
        }
      } catch (Throwable thrown) {
        wrong.add("schedule " + number + " threw " + thrown);
      }
      done.incrementAndGet();
    }
  }

  private static List<String> libraryThreads() throws InterruptedException {
    Deadline end = Deadline.in(CLOSED_BY, REAL);
    List<String> names = new ArrayList<>();
    do {
      names.clear();
      for (Thread thread : Thread.getAllStackTraces().keySet()) {
        if (thread.getName().startsWith("softstart-") && thread.isAlive()) {
          names.add(thread.getName());
        }
      }
      REAL.sleep(50_000_000);
    } while (!names.isEmpty() && end.left() > 0);
    return names;
  }

  /** One session at a server that exists in this test only. */
  private static final class Session implements AutoCloseable {
    final AtomicInteger closed = new AtomicInteger();
    final CountDownLatch end = new CountDownLatch(1);
    final boolean closeThrows;
    final boolean closeBlocks;

    Session(Random random) {
      closeThrows = random.nextInt(10) == 0;
      closeBlocks = random.nextInt(40) == 0;
    }

    @Override
    public void close() throws IOException {
      boolean interrupted = Thread.currentThread().isInterrupted();
      closed.incrementAndGet();
      end.countDown();
      if (interrupted) {
        throw new AssertionError("closed on an interrupted thread");
      }
      if (closeBlocks) {
        blockDeaf(new CountDownLatch(1), Duration.ofSeconds(6));
      }
      if (closeThrows) {
        throw new IOException("close failed");
      }
    }
  }

  /** Blocks and hears no interrupt, as a read from a socket does; for a bounded time. */
  private static void blockDeaf(CountDownLatch until, Duration most) {
    Deadline end = Deadline.in(most, REAL);
    while (until.getCount() > 0 && end.left() > 0) {
      try {
        REAL.await(until, end.left());
      } catch (InterruptedException deaf) {
        // goes on
      }
    }
  }

  private static Exception failure(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> new ConnectException("Connection refused");
      case 1 -> new IOException("x".repeat(random.nextInt(200_000)) + "=");
      case 2 -> new IOException("pass-pass-".repeat(2_000) + "=");
      case 3 ->
          new IOException() {
            private static final long serialVersionUID = 1;

            @Override
            public String getMessage() {
              throw new IllegalStateException("no message");
            }
          };
      case 4 ->
          new IOException() {
            private static final long serialVersionUID = 1;

            @Override
            public String getMessage() {
              blockDeaf(new CountDownLatch(1), Duration.ofMillis(700));
              return "late";
            }
          };
      default -> new IOException("broken");
    };
  }

  /** A probe that does something else in each attempt. */
  private static final class Moody implements Probe<Session> {
    final Random random;
    final Queue<Session> sessions = new ConcurrentLinkedQueue<>();
    final AtomicLong lastOpened = new AtomicLong(Long.MIN_VALUE);

    Moody(Random random) {
      this.random = random;
    }

    @Override
    public Session open(Attempt attempt) throws Exception {
      lastOpened.accumulateAndGet(REAL.read(), Math::max);
      int mood;
      Session session;
      synchronized (this) {
        mood = random.nextInt(12);
        session = new Session(random);
      }
      if (mood >= 2) {
        sessions.add(attempt.own(session));
      }
      switch (mood) {
        case 0, 2 -> throw failure(new Random(mood));
        case 1 -> {
          REAL.sleep(300_000_000);
          throw new ConnectException("Connection refused");
        }
        case 3 -> { // hangs until what it owns is closed
          blockDeaf(session.end, Duration.ofSeconds(30));
          throw new IOException("socket closed");
        }
        case 4 -> { // opens after it was cut off
          blockDeaf(new CountDownLatch(1), Duration.ofMillis(400));
          sessions.add(attempt.own(new Session(new Random(1))));
        }
        case 5 -> {
          Session kept = attempt.take(Session.class).orElse(new Session(new Random(2)));
          if (!sessions.contains(kept)) {
            sessions.add(kept);
          }
          attempt.keep(kept);
          throw attempt.notYet("not yet");
        }
        case 6 ->
            throw attempt.notReady(
                Failure.of(FailureKind.DENIED, "the login was refused", "fix it"));
        case 7 -> Thread.currentThread().interrupt();
        default -> {
          // opens
        }
      }
      return session;
    }

    @Override
    public void recheck(Session opened, Attempt attempt) throws Exception {
      int mood;
      synchronized (this) {
        mood = random.nextInt(8);
      }
      if (mood == 0) {
        throw new IOException("lost");
      } else if (mood == 1) {
        Session look = new Session(new Random(3));
        sessions.add(attempt.own(look));
        blockDeaf(look.end, Duration.ofSeconds(30));
      }
    }
  }

  /** One startup of one to four gates on real threads. */
  private final class Schedule {
    private final Random random;
    private final List<AnyGate<Session>> gates = new ArrayList<>();
    private final List<Moody> probes = new ArrayList<>();
    private final List<AtomicInteger> told = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    Schedule(long number) {
      random = new Random(number);
      int count = 1 + random.nextInt(4);
      for (int i = 0; i < count; i++) {
        Moody probe = new Moody(new Random(number * 31 + i));
        Gate<Session> gate = Gate.of("g" + number + "-" + i, probe);
        gate = random.nextInt(4) == 0 ? gate.successThreshold(1 + random.nextInt(3)) : gate;
        gate = random.nextInt(4) == 0 ? gate.grace(Duration.ofMillis(random.nextInt(400))) : gate;
        AnyGate<Session> told = gate;
        if (i > 0 && random.nextInt(3) == 0 && gates.get(i - 1) instanceof Gate<Session> before) {
          told = gate.after(before);
        } else if (random.nextInt(3) == 0) {
          told = gate.optional();
        }
        probes.add(probe);
        gates.add(told);
        this.told.add(new AtomicInteger());
      }
    }

    List<String> run() throws InterruptedException {
      Duration deadline = Duration.ofMillis(200 + random.nextInt(1_800));
      WaitLimits limits =
          new WaitLimits(
              deadline,
              Duration.ofMillis(50 + random.nextInt(400)),
              Duration.ofMillis(500),
              1,
              false,
              null);
      boolean listenerThrows = random.nextInt(3) == 0;
      GateEngine engine =
          new GateEngine(
              new Stopwatch(REAL),
              limits,
              null,
              event -> {
                if (listenerThrows) {
                  throw new AssertionError("the log is full");
                }
              });
      AnyGate<?>[] all = gates.toArray(new AnyGate<?>[0]);
      OpenGates open = engine.begin(all);
      for (int i = 0; i < gates.size(); i++) {
        listen(open, i);
      }
      int outside = random.nextInt(4);
      Thread waiting = Thread.currentThread();
      long after = random.nextInt((int) deadline.toMillis()) * 1_000_000L;
      Thread other =
          new Thread(
              () -> {
                try {
                  REAL.sleep(after);
                } catch (InterruptedException notNeeded) {
                  return;
                }
                if (outside == 0) {
                  waiting.interrupt();
                } else if (outside == 1) {
                  engine.close(true);
                }
              });
      other.start();
      long from = REAL.read();
      boolean interrupted = false;
      try {
        engine.await(all);
      } catch (InterruptedException ended) {
        interrupted = true;
      }
      Duration took = Duration.ofNanos(REAL.read() - from);
      other.interrupt();
      other.join();
      Thread.interrupted();
      Duration allowed = deadline.plus(TOO_LATE).plus(Duration.ofNanos(latest.get()));
      if (took.compareTo(allowed) > 0) {
        fault("await took " + took + " of " + deadline);
      }
      if (interrupted && outside != 0) {
        fault("interrupted by nobody");
      }
      if (random.nextInt(3) == 0) {
        engine.keepChecking(Duration.ofMillis(20));
        REAL.sleep(random.nextInt(300) * 1_000_000L);
      }
      engine.close(true);
      long closed = REAL.read();
      check(engine, closed);
      return faults;
    }

    private void listen(OpenGates open, int i) {
      int mood = random.nextInt(4);
      IllegalStateException expected =
          new IllegalStateException("a callback that throws: expected here");
      try {
        open.whenOpen(
            gates.get(i),
            session -> {
              told.get(i).incrementAndGet();
              if (mood == 0) {
                throw expected;
              } else if (mood == 1) {
                blockDeaf(new CountDownLatch(1), Duration.ofMillis(800));
              }
            });
      } catch (IllegalStateException onThisThread) { // the gate was open already
        if (!onThisThread.equals(expected)) {
          throw onThisThread;
        }
      }
    }

    private void check(GateEngine engine, long closed) throws InterruptedException {
      Deadline end = Deadline.in(CLOSED_BY, REAL);
      for (int i = 0; i < gates.size(); i++) {
        AnyGate<?> gate = gates.get(i);
        GateStatus status = engine.statuses().get(i);
        if (status.state() == State.TRYING || status.state() == State.PENDING) {
          fault(gate + " is " + status.state() + " after close()");
        }
        for (Session session : probes.get(i).sessions) {
          while (session.closed.get() == 0 && end.left() > 0) {
            REAL.sleep(2_000_000);
          }
          if (session.closed.get() != 1) {
            fault(gate + ": a session was closed " + session.closed.get() + " times");
          }
        }
        boolean opened = wasOpened(status.state());
        while (opened && told.get(i).get() == 0 && end.left() > 0) {
          REAL.sleep(2_000_000);
        }
        if (told.get(i).get() != (opened ? 1 : 0)) {
          fault(gate + " is " + status.state() + ", told " + told.get(i).get() + " times");
        }
        tried.accumulateAndGet(probes.get(i).lastOpened.get() - closed, Math::max);
      }
    }

    private boolean wasOpened(State state) {
      return state == State.OPEN || state == State.LOST;
    }

    private void fault(String what) {
      faults.add(what);
    }
  }

  /** One gate for up to two hours of the fake clock, with random failures. */
  private static void onFakeClock(long number) {
    Random random = new Random(number);
    FakeTicker ticker = new FakeTicker();
    GateTrial trial = new GateTrial(ticker);
    trial.deadline = Duration.ofSeconds(1 + random.nextInt(7_200));
    trial.attempt = Duration.ofMillis(500 + random.nextInt(20_000));
    AtomicInteger logins = new AtomicInteger();
    List<AtomicInteger> opened = new ArrayList<>();
    FailureKind[] kinds = FailureKind.values();
    int openFrom = random.nextInt(400);
    Gate<String> gate =
        Gate.of(
            "g",
            attempt -> {
              AtomicInteger closed = new AtomicInteger();
              opened.add(closed);
              attempt.own(closed::incrementAndGet);
              ticker.advance(Duration.ofMillis(random.nextInt(300)));
              if (attempt.number() > openFrom) {
                return "open";
              }
              FailureKind kind = kinds[random.nextInt(kinds.length)];
              if (kind == FailureKind.MISCONFIGURED && random.nextInt(50) > 0) {
                kind = FailureKind.REFUSED;
              }
              if (kind == FailureKind.DENIED) {
                logins.incrementAndGet();
              }
              Failure failure = Failure.of(kind, "random", "nothing");
              throw attempt.notReady(
                  random.nextInt(20) == 0 ? failure.retryAfter(Duration.ZERO) : failure);
            });
    long from = ticker.read();

    GateStatus status = trial.run(gate).state().status();

    String what = "schedule " + number + ": " + status;
    assertThat(Duration.ofNanos(ticker.read() - from))
        .as(what)
        .isLessThanOrEqualTo(trial.deadline.plus(TOO_LATE));
    assertThat(logins.get()).as(what).isLessThanOrEqualTo(LoginCount.MOST);
    assertThat(status.state()).as(what).isIn(State.OPEN, State.FAILED);
    assertThat(requireNonNull(status.lastFailure())).as(what).isNotNull();
    int last = opened.size() - 1;
    for (int i = 0; i < opened.size(); i++) {
      int expected = i == last && status.state() == State.OPEN ? 0 : 1;
      AtomicInteger closed = opened.get(i);
      Deadline end = Deadline.in(CLOSED_BY, REAL);
      while (closed.get() < expected && end.left() > 0) {
        Thread.onSpinWait();
      }
      assertThat(closed.get()).as(what).isEqualTo(expected);
    }
  }
}
