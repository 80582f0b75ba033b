package io.softstart.bench.fleet;

import io.softstart.bench.fleet.Strategy.InstancePace;
import io.softstart.diagnosis.FailureKind;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;

/** One fleet, one outage, one server: discrete events, the same for the same seed. Runs once. */
final class Simulation {
  /** How instances start. */
  enum Start {
    /** In one moment, as when a cluster comes back. */
    AT_ONCE,
    /** Evenly over the outage. */
    SPREAD
  }

  private static final long TRIP = 500_000; // half a round trip
  private static final long SECOND = 1_000_000_000;

  /** A kernel that gets no answer asks again after 1, 3 and 7 s. */
  private static final long FIRST_RETRANSMISSION = SECOND;

  private static final int KNOCK = 0;
  private static final int HANDSHAKE = 1;
  private static final int TURNED_AWAY = 2;
  private static final int STARTING = 3;

  private static final int ATTEMPT = 4;
  private static final int ARRIVAL = 5;
  private static final int KNOCKING = 6;
  private static final int UNHEARD = 7;
  private static final int TIMEOUT = 8;

  private final Capacity capacity;
  private final Strategy strategy;
  private final int instances;
  private final long up;
  private final long horizon;
  private final Agenda agenda = new Agenda();
  private final BusyServer server;
  private final InstancePace[] paces;
  private final int[] attempts;
  private final long[] limits;
  private final long[] beganAt;
  private final boolean[] wasRefused;
  private final long[] readyAt;
  private final long usable;
  private int ready;
  private int handshakes;
  private long refused;
  private long wasted;
  private int[] arrivals = new int[1_024];
  private long lastReady;

  Simulation(
      Capacity capacity,
      Strategy strategy,
      int instances,
      Duration outage,
      Start start,
      double horizon,
      long seed) {
    this.capacity = capacity;
    this.strategy = strategy;
    this.instances = instances;
    this.up = outage.toNanos();
    this.usable = up + capacity.starting().toNanos();
    this.horizon = usable + Math.max(60 * SECOND, (long) (horizon * capacity.ideal(instances)));
    this.server = new BusyServer(capacity.cores());
    this.paces = new InstancePace[instances];
    this.attempts = new int[instances];
    this.limits = new long[instances];
    this.beganAt = new long[instances];
    this.wasRefused = new boolean[instances];
    this.readyAt = new long[instances];
    Arrays.fill(limits, strategy.limits().first().toNanos());
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < instances; i++) {
      paces[i] = strategy.begin().apply(random);
      waitForTheEndOfTheOutage(i, start == Start.AT_ONCE ? 0 : random.nextLong(up + 1));
    }
  }

  /** As long as nothing listens, instances do not see each other: no event is needed for that. */
  private void waitForTheEndOfTheOutage(int instance, long start) {
    long at = start;
    while (at < up) {
      at += 2 * TRIP;
      at += paces[instance].pause(FailureKind.REFUSED, at, 2 * TRIP);
      wasRefused[instance] = true;
    }
    agenda.add(at, code(ATTEMPT, instance, 0));
  }

  Outcome run() {
    while (ready < instances) {
      long done = server.nextDone();
      long due = agenda.isEmpty() ? Long.MAX_VALUE : agenda.next();
      long now = Math.min(done, due);
      if (now > horizon) {
        lastReady = horizon;
        break;
      }
      if (done <= due) {
        finished(now, server.done(now));
      } else {
        happened(now, agenda.take());
      }
    }
    return outcome();
  }

  private void happened(long now, long code) {
    int instance = instance(code);
    switch (kind(code)) {
      case ATTEMPT -> attempt(now, instance);
      case ARRIVAL, KNOCKING -> {
        if (attempts[instance] == attempt(code)) {
          arrive(now, instance, kind(code) == KNOCKING);
        }
      }
      case UNHEARD -> {
        if (attempts[instance] == attempt(code)) {
          failed(now, instance, FailureKind.TIMED_OUT);
        }
      }
      case TIMEOUT -> {
        if (attempts[instance] == attempt(code)) {
          Duration longer = strategy.limits().next().apply(Duration.ofNanos(limits[instance]));
          limits[instance] = longer.toNanos();
          failed(now, instance, FailureKind.TIMED_OUT);
        }
      }
      default -> throw new IllegalStateException("event " + kind(code));
    }
  }

  private void attempt(long now, int instance) {
    attempts[instance] = (attempts[instance] + 1) & MOST_ATTEMPTS;
    beganAt[instance] = now;
    int attempt = attempts[instance];
    boolean knocks = wasRefused[instance] && !strategy.knock().isZero();
    agenda.add(now + TRIP, code(knocks ? KNOCKING : ARRIVAL, instance, attempt));
    agenda.add(now + limits[instance], code(TIMEOUT, instance, attempt));
  }

  private void arrive(long now, int instance, boolean knocks) {
    count(now);
    int attempt = attempts[instance];
    if (server.jobs() >= capacity.backlog()) {
      long waited = now - beganAt[instance];
      long again = waited < FIRST_RETRANSMISSION ? FIRST_RETRANSMISSION : 2 * waited + SECOND;
      long knock = strategy.knock().toNanos();
      agenda.add(
          beganAt[instance] + (knocks ? Math.min(again, knock) : again),
          code(!knocks ? ARRIVAL : again > knock ? UNHEARD : KNOCKING, instance, attempt));
    } else if (knocks) {
      server.begin(now, capacity.knock(), code(KNOCK, 0, 0));
      agenda.add(now + 2 * TRIP, code(ARRIVAL, instance, attempt));
    } else if (usable > now) {
      server.begin(now, capacity.refusal(), code(STARTING, instance, attempt));
    } else if (handshakes >= capacity.slots()) {
      server.begin(now, capacity.refusal(), code(TURNED_AWAY, instance, attempt));
    } else {
      handshakes++;
      server.begin(now, capacity.handshake(), code(HANDSHAKE, instance, attempt));
    }
  }

  private void finished(long now, long job) {
    int instance = instance(job);
    boolean awaited = attempts[instance] == attempt(job);
    switch (kind(job)) {
      case HANDSHAKE -> {
        handshakes--;
        if (awaited) {
          attempts[instance]++; // nothing that is under way concerns it any more
          readyAt[ready++] = now + TRIP;
          lastReady = now + TRIP;
        } else {
          wasted++;
        }
      }
      case TURNED_AWAY -> answered(now, instance, awaited, FailureKind.OVERLOADED);
      case STARTING -> answered(now, instance, awaited, FailureKind.STARTING);
      case KNOCK -> {}
      default -> throw new IllegalStateException("job " + kind(job));
    }
  }

  private void answered(long now, int instance, boolean awaited, FailureKind kind) {
    refused++;
    if (awaited) {
      failed(now + TRIP, instance, kind);
    }
  }

  private void failed(long now, int instance, FailureKind kind) {
    attempts[instance] = (attempts[instance] + 1) & MOST_ATTEMPTS;
    wasRefused[instance] = false;
    agenda.add(
        now + paces[instance].pause(kind, now, now - beganAt[instance]),
        code(ATTEMPT, instance, 0));
  }

  private void count(long now) {
    int second = (int) ((now - up) / SECOND);
    if (second >= arrivals.length) {
      arrivals = Arrays.copyOf(arrivals, 2 * second);
    }
    arrivals[second]++;
  }

  private Outcome outcome() {
    long[] sorted = Arrays.copyOf(readyAt, ready);
    Arrays.sort(sorted);
    return new Outcome(
        ready,
        instances,
        at(sorted, 0.5) - usable,
        at(sorted, 0.99) - usable,
        lastReady - usable,
        Arrays.stream(arrivals).max().orElse(0),
        refused,
        wasted);
  }

  private long at(long[] sorted, double share) {
    int place = (int) Math.ceil(share * instances) - 1;
    return place < sorted.length ? sorted[Math.max(0, place)] : lastReady;
  }

  // what happens to whom: 4 bits of kind, 20 of attempt, 32 of instance
  private static final int MOST_ATTEMPTS = (1 << 20) - 1;

  private static long code(int kind, int instance, int attempt) {
    return (long) kind << 56 | (long) attempt << 32 | instance;
  }

  private static int kind(long code) {
    return (int) (code >>> 56);
  }

  private static int attempt(long code) {
    return (int) (code >>> 32) & MOST_ATTEMPTS;
  }

  private static int instance(long code) {
    return (int) code;
  }
}
