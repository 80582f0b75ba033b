package io.softstart.bench.faults;

import io.softstart.bench.container.JavaContainer;
import io.softstart.gate.AnyGate;
import io.softstart.gate.Attempt;
import io.softstart.gate.Backoff;
import io.softstart.gate.Check;
import io.softstart.gate.Gate;
import io.softstart.net.ServiceUrl;
import io.softstart.probe.HttpProbe;
import io.softstart.redis.RedisProbe;
import io.softstart.testkit.Behaviour;
import io.softstart.testkit.FaultyServer;
import io.softstart.testkit.Ports;
import io.softstart.testkit.PostgresServer;
import io.softstart.testkit.RunningJvm;
import io.softstart.testkit.ServerBackend;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What can happen to the application itself, or by several dependencies at a time. */
final class ProcessFaults {
  private static final Path FAKE_TIME =
      Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");

  private ProcessFaults() {}

  static List<Scenario> all() {
    List<Scenario> all = new ArrayList<>();
    signals(all);
    clocks(all);
    several(all);
    limits(all);
    return all;
  }

  private static List<AnyGate<?>> db(Given given) {
    return List.of(PostgresFaults.gate(given));
  }

  /** A door to the shared PostgreSQL that refuses at first. */
  private static FaultyServer closedDoor(Stage stage) {
    FaultyServer door = stage.door(Behaviour.refuse());
    stage.give("url", PostgresFaults.url(door.port(), "app"));
    return door;
  }

  private static void signals(List<Scenario> all) {
    all.add(signalled("TERM", 143).alsoInTests());
    all.add(signalled("INT", 130));
    all.add(
        Scenario.of(
                "the CPU is taken away for 300 ms, five times",
                ProcessFaults::db,
                stage -> {
                  PostgresServer healthy = stage.company().postgres();
                  FaultyServer door = closedDoor(stage);
                  stage.beginAndMeet("REFUSED");
                  for (int i = 0; i < 5; i++) {
                    freeze(stage.application(), Duration.ofMillis(300));
                    stage.last(Duration.ofMillis(200));
                  }
                  stage.open(door, healthy);
                  freeze(stage.application(), Duration.ofMillis(300));
                })
            .meets("REFUSED"));
    all.add(
        Scenario.of(
                "stopped for longer than its deadline",
                ProcessFaults::db,
                stage -> {
                  PostgresServer healthy = stage.company().postgres();
                  FaultyServer door = closedDoor(stage);
                  stage.beginAndMeet("REFUSED");
                  stage.last(Duration.ofMillis(500));
                  stage.application().signal("STOP");
                  stage.last(6);
                  stage.open(door, healthy);
                  stage.application().signal("CONT");
                })
            .meets("REFUSED")
            .env("SOFTSTART_DEADLINE", "5s"));
  }

  private static Scenario signalled(String signal, int exit) {
    return Scenario.of(
            "SIG" + signal + " in mid-wait",
            ProcessFaults::db,
            stage -> {
              closedDoor(stage);
              stage.beginAndMeet("REFUSED");
              stage.last(1);
              stage.usable();
              stage.application().signal(signal);
            })
        .meets("REFUSED")
        .ends("exit " + exit)
        .atMostAttempts(0)
        .saying("while waiting for db", "stopped by SIG" + signal);
  }

  private static void freeze(RunningJvm jvm, Duration howLong) throws InterruptedException {
    jvm.signal("STOP");
    Thread.sleep(howLong.toMillis());
    jvm.signal("CONT");
  }

  private static void clocks(List<Scenario> all) {
    all.add(clockJumps("forward", "+2h"));
    all.add(clockJumps("back", "-2h"));
  }

  /** One of its two gates opens only once the clock has jumped. */
  private static Scenario clockJumps(String direction, String jump) {
    return Scenario.of(
            "the clock jumps " + direction + " by two hours",
            given -> List.of(PostgresFaults.gate(given), clock(given)),
            stage -> {
              PostgresServer healthy = stage.company().postgres();
              FaultyServer door = closedDoor(stage);
              Path offset = stage.file("faketime", "+0\n");
              stage.give("now", Instant.now().toString());
              stage.begin(
                  jvm ->
                      jvm.env("LD_PRELOAD", FAKE_TIME.toString())
                          .env("FAKETIME_TIMESTAMP_FILE", offset.toString())
                          .env("FAKETIME_NO_CACHE", "1")
                          // no machine's monotonic clock jumps
                          .env("FAKETIME_DONT_FAKE_MONOTONIC", "1"));
              stage.meet("REFUSED");
              stage.last(1);
              Files.writeString(offset, jump + "\n");
              stage.last(1);
              stage.open(door, healthy);
            })
        .meets("REFUSED|NOT_YET+")
        .atMostLines(20)
        .needing("libfaketime", () -> Files.exists(FAKE_TIME));
  }

  /** Asks often, so that it is not what the other gate is waited with. */
  private static Gate<?> clock(Given given) {
    return Gate.check("clock", new Jumped(given)).backoff(Backoff.fixed(Duration.ofMillis(200)));
  }

  private static void several(List<Scenario> all) {
    all.add(
        Scenario.of(
                "two fail in different ways, both heal",
                ProcessFaults::dbAndSearch,
                stage -> {
                  PostgresServer healthy = stage.company().postgres();
                  FaultyServer door = closedDoor(stage);
                  FaultyServer search = stage.door(Behaviour.http(503, "no"));
                  stage.give("search", "http://127.0.0.1:" + search.port() + "/health");
                  stage.beginAndMeet("REFUSED");
                  stage.meet("STARTING");
                  stage.last(1);
                  search.behave(Behaviour.http(200, "yes"));
                  stage.last(1);
                  stage.open(door, healthy);
                })
            .meets("REFUSED|STARTING+")
            .alsoInTests());
    all.add(
        Scenario.of(
                "two fail in different ways, one for ever",
                ProcessFaults::dbAndSearch,
                stage -> {
                  stage.give("url", stage.company().postgres().jdbcUrl("nowhere"));
                  stage.give("search", "http://127.0.0.1:" + Ports.free() + "/health");
                  stage.begin();
                })
            .meets("REFUSED|MISSING+")
            .ends("exit 78")
            .env("SOFTSTART_GRACE", "3s")
            .atMostLines(24)
            .saying("db", "search", "does not exist")
            .within(Duration.ofSeconds(8)));
    all.add(
        Scenario.of(
                "an optional one never comes",
                given ->
                    List.of(
                        PostgresFaults.gate(given),
                        Gate.of("cache", RedisProbe.client(ServiceUrl.of(given.text("cache"))))
                            .optional()),
                stage -> {
                  stage.give("cache", RedisFaults.url(Ports.free()));
                  stage.give("url", stage.company().postgres().jdbcUrl()).begin();
                })
            .meets("REFUSED")
            .ends("degraded")
            .within(Duration.ofSeconds(10))
            .alsoInTests());
    all.add(
        Scenario.of(
                "one begins only when the other is open",
                given -> {
                  Gate<?> db = PostgresFaults.gate(given);
                  return List.of(db, Gate.of("search", search(given)).after(db));
                },
                stage -> {
                  PostgresServer healthy = stage.company().postgres();
                  FaultyServer door = closedDoor(stage);
                  FaultyServer search = stage.door(Behaviour.http(200, "yes"));
                  stage.give("search", "http://127.0.0.1:" + search.port() + "/health");
                  stage.beginAndMeet("REFUSED");
                  stage.last(2);
                  if (search.accepted() > 0) {
                    throw new IllegalStateException("search was asked before db was open");
                  }
                  stage.open(door, healthy);
                })
            .meets("REFUSED")
            .atMostAttempts(4));
  }

  private static List<AnyGate<?>> dbAndSearch(Given given) {
    return List.of(PostgresFaults.gate(given), Gate.of("search", search(given)));
  }

  private static HttpProbe search(Given given) {
    return HttpProbe.get(ServiceUrl.of(given.text("search")));
  }

  private static void limits(List<Scenario> all) {
    all.add(
        Scenario.of(
                "closed until the deadline",
                ProcessFaults::db,
                stage -> {
                  closedDoor(stage);
                  stage.begin();
                })
            .meets("REFUSED")
            .ends("exit 69")
            .env("SOFTSTART_DEADLINE", "3s")
            .atMostAttempts(0)
            .atMostLines(20)
            .within(Duration.ofSeconds(8))
            .alsoInTests());
    all.add(
        Scenario.of(
                "held past its deadline, then healed",
                ProcessFaults::db,
                stage -> {
                  PostgresServer healthy = stage.company().postgres();
                  FaultyServer door = closedDoor(stage);
                  stage.beginAndMeet("REFUSED");
                  stage.last(4);
                  stage.open(door, healthy);
                })
            .meets("REFUSED")
            .env("SOFTSTART_DEADLINE", "2s")
            .env("SOFTSTART_ON_FAILURE", "hold")
            .env("SOFTSTART_STATUS_PORT", "0")
            .within(Duration.ofSeconds(11))); // held, it is tried every 10 s
    all.add(
        Scenario.of(
                "in a container with 128 MB and a quarter of a core",
                ProcessFaults::db,
                stage -> {
                  PostgresServer healthy = stage.company().postgres();
                  FaultyServer door = closedDoor(stage);
                  Path docker = stage.file("java", inContainer());
                  Files.setPosixFilePermissions(
                      docker, PosixFilePermissions.fromString("rwx------"));
                  stage.begin(jvm -> jvm.java(docker).options("-Xmx48m"));
                  stage.meet("REFUSED");
                  stage.last(3);
                  stage.open(door, healthy);
                })
            .meets("REFUSED", "TIMED_OUT?")
            .atMostLines(24)
            .within(Duration.ofSeconds(15)) // to load a driver's classes takes seconds there
            .needing("Docker", () -> ServerBackend.chosen() == ServerBackend.DOCKER));
  }

  /** A command in place of java, which runs it in a container that sees the class path. */
  private static String inContainer() {
    List<String> options = List.of("--rm", "--memory", "128m", "--cpus", "0.25");
    return JavaContainer.run(options).stream()
        .map(word -> "'" + word + "'")
        .collect(Collectors.joining(" ", "#!/bin/sh\nexec ", " \"$@\"\n"));
  }

  /** Whether the wall clock is far from what it was. */
  private record Jumped(Given given) implements Check {
    @Override
    public void run(Attempt attempt) throws Exception {
      Duration since = Duration.between(Instant.parse(given.text("now")), Instant.now()).abs();
      if (since.compareTo(Duration.ofHours(1)) < 0) {
        throw attempt.notYet("the clock has not jumped");
      }
    }
  }
}
