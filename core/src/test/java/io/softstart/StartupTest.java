package io.softstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.softstart.config.ConfigSource;
import io.softstart.config.ConfigSources;
import io.softstart.diagnosis.FailureKind;
import io.softstart.event.Phase;
import io.softstart.event.PhaseTime;
import io.softstart.event.StartupEvent;
import io.softstart.event.StartupEvent.AttemptFailed;
import io.softstart.fence.NoThreads;
import io.softstart.framework.StartupHost;
import io.softstart.gate.Attempt;
import io.softstart.gate.Backoff;
import io.softstart.gate.Gate;
import io.softstart.gate.GateStatus.State;
import io.softstart.gate.OpenGates;
import io.softstart.gate.OptionalGate;
import io.softstart.probe.TcpProbe;
import io.softstart.testkit.Ports;
import java.io.IOException;
import java.net.ConnectException;
import java.security.Security;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A startup inside of this process: nothing global is touched, failures are only thrown. */
@Timeout(60)
class StartupTest {
  private static StartupOptions options() {
    return StartupOptions.of("test").embedded().deadline(Duration.ofSeconds(20));
  }

  private static Gate<Void> refused(String name) {
    return Gate.of(name, TcpProbe.of("127.0.0.1", Ports.free()));
  }

  @Test
  void sourcesThatAreKnownLaterTakeThePlaceOfTheFirst() {
    StartupHost host =
        StartupHost.embedded("test", ConfigSources.of("first", Map.of("A", "1", "B", "1")));
    host.sources(ConfigSources.of("later", Map.of("A", "7", "SOFTSTART_GRACE", "soon")));
    Startup startup = host.startup();
    assertThatThrownBy(() -> startup.configure(env -> env.integer("A").between(1, 5).required()))
        .isInstanceOfSatisfying(
            InvalidConfigException.class,
            wrong ->
                assertThat(wrong.report())
                    .contains("SOFTSTART_GRACE in later", "A in later")
                    .doesNotContain("first"));
  }

  @Test
  void fromBeginToReady() throws InterruptedException {
    RecordingListener events = new RecordingListener();
    Startup startup =
        Startup.begin(
            options().sources(ConfigSources.of("test", Map.of("A", "7"))).listener(events));
    assertThat(startup.phase()).isEqualTo(Phase.BEGUN);
    int configured = startup.configure(env -> env.integer("A").required());
    AtomicInteger attempts = new AtomicInteger();
    Gate<String> db =
        Gate.of(
            "db",
            attempt -> {
              if (attempts.incrementAndGet() < 3) {
                throw new ConnectException("Connection refused");
              }
              return "pool";
            });
    OpenGates open = startup.await(db);
    startup.run(() -> assertThat(open.get(db) + configured).isEqualTo("pool7"));
    startup.ready();
    assertThat(startup.phase()).isEqualTo(Phase.READY);

    StartupReport report = startup.report();
    assertThat(report.phases())
        .extracting(PhaseTime::phase)
        .containsExactly(
            Phase.BEGUN, Phase.CONFIGURING, Phase.WAITING, Phase.STARTING, Phase.READY);
    assertThat(report.gates())
        .singleElement()
        .satisfies(gate -> assertThat(gate.attempts()).isEqualTo(3));
    assertThat(report.isDegraded()).isFalse();
    assertThat(report.table().lines())
        .hasSize(4)
        .anyMatch(line -> line.matches("  waiting +\\S+ m?s +\\|[ -]{30}\\|"))
        .anyMatch(line -> line.matches("    db +open +\\S+ m?s +\\|[ #]{30}\\| 3 attempts"));
    assertThat(report.toJson())
        .startsWith("{\"application\":\"test\",\"phase\":\"ready\",\"took_ms\":")
        .contains(
            "\"gates\":[{\"gate\":\"db\",\"state\":\"open\",\"optional\":false,\"attempts\":3,")
        .as("what an open gate has met is over")
        .doesNotContain("\"last_kind\"");
    startup.close();
    assertThat(startup.phase()).isEqualTo(Phase.READY);
    assertThat(events.phasesUpTo(Phase.READY)).endsWith(Phase.READY);
  }

  @Test
  void zeroGatesAreOpenAtOnceAndGatesAreOptional() {
    Startup startup = Startup.begin(options());
    assertThat(startup.await().isDegraded()).isFalse();
    startup.run(() -> {});
    assertThat(startup.phase()).isEqualTo(Phase.READY);
    startup.close();
  }

  @Test
  void aFailedWaitTellsEveryGate() {
    Startup startup = Startup.begin(options().deadline(Duration.ofMillis(700)));
    Gate<Void> db = refused("db");
    assertThatThrownBy(
            () -> startup.await(db, Gate.check("ok", attempt -> {}), refused("behind").after(db)))
        .isInstanceOfSatisfying(
            GateException.class,
            failed -> {
              assertThat(failed.exitCode()).isEqualTo(69);
              assertThat(failed)
                  .hasMessageMatching(
                      "db did not open within \\d+ ms, \\d+ attempts: nothing listens on 127.0.0.1:\\d+ \\(REFUSED\\)");
              assertThat(failed.gates())
                  .extracting("name", "state")
                  .contains(
                      tuple("db", State.FAILED),
                      tuple("ok", State.OPEN),
                      tuple("behind", State.BLOCKED));
              assertThat(failed.failures().get("db").kind()).isEqualTo(FailureKind.REFUSED);
              assertThat(failed.rawCause("db").orElseThrow()).isInstanceOf(ConnectException.class);
              assertThat(failed.getCause()).isNotInstanceOf(ConnectException.class);
              assertThat(failed.report())
                  .containsPattern("^  db \\(required\\): nothing listens on 127.0.0.1:\\d+ ")
                  .contains("(REFUSED)\n    to do: start the server, or correct host and port\n")
                  .contains("    db  tcp://127.0.0.1:", "  failed after ")
                  .contains("not tried: it comes after db, which did not open");
            });
    assertThat(startup.phase()).isEqualTo(Phase.FAILED);
    assertThatThrownBy(startup::await).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(startup::ready)
        .hasMessage("ready() was called after the startup had failed: call it once, before that");
    startup.close();
  }

  @Test
  void theExitCodeFollowsFromTheKindAnd78Wins() {
    Gate<Void> malformed =
        Gate.check(
            "malformed",
            attempt -> {
              throw new ClassNotFoundException("org.postgresql.Driver");
            });
    Startup startup = Startup.begin(options().deadline(Duration.ofSeconds(5)));
    assertThatThrownBy(() -> startup.await(refused("db"), malformed))
        .isInstanceOfSatisfying(
            GateException.class, failed -> assertThat(failed.exitCode()).isEqualTo(78));
    startup.close();
  }

  @Test
  void whatTheBodyThrowsIsACrashWithARedactedCause() {
    Startup startup = Startup.begin(options());
    assertThatThrownBy(
            () ->
                startup.run(
                    () -> {
                      throw new IOException("redis://:S3CRET@h is gone");
                    }))
        .isInstanceOfSatisfying(
            StartupException.class,
            crash -> {
              assertThat(crash.exitCode()).isEqualTo(70);
              assertThat(crash)
                  .hasMessage("test failed to start: java.io.IOException: redis://***@h is gone");
              assertThat(crash.report())
                  .contains("cause: java.io.IOException")
                  .doesNotContain("S3CRET");
            });
    assertThat(startup.phase()).isEqualTo(Phase.FAILED);
    startup.close();
  }

  @Test
  void allConfigurationProblemsAreInOneException() {
    ConfigSource source =
        ConfigSources.of("test", Map.of("SOFTSTART_GRACE", "often", "PORT", "8O80"));
    Startup startup = Startup.begin(options().sources(source));
    assertThatThrownBy(
            () ->
                startup.configure(
                    env -> env.integer("PORT").required() + env.string("NAME").required()))
        .isInstanceOfSatisfying(
            InvalidConfigException.class,
            invalid -> {
              assertThat(invalid.exitCode()).isEqualTo(78);
              assertThat(invalid.problems())
                  .extracting("key")
                  .containsExactlyInAnyOrder("SOFTSTART_GRACE", "PORT", "NAME");
            });
    startup.close();
  }

  @Test
  void theOperatorsFleetSpreadsTheAttempts() throws Exception {
    BlockingQueue<Duration> pauses = new LinkedBlockingQueue<>();
    ConfigSource source = ConfigSources.of("test", Map.of("SOFTSTART_FLEET", "100000"));
    StartupOptions options = options().fleet(2).sources(source);
    Startup startup =
        Startup.begin(
            options.listener(
                event -> {
                  if (event instanceof AttemptFailed failed) {
                    pauses.add(failed.pause());
                  }
                }));

    startup.awaitInBackground(refused("a"), refused("b"), refused("c"));

    // one alone pauses for 50 ms at most, one of so many in 1 of 400 cases
    Duration longest = Duration.ZERO;
    for (int i = 0; i < 3 && longest.toMillis() <= 50; i++) {
      longest = pauses.poll(20, TimeUnit.SECONDS);
    }
    assertThat(longest).isGreaterThan(Duration.ofMillis(50));
    startup.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 100_001})
  void aFleetBeyondWhatWasSimulatedIsRefused(int fleet) {
    assertThatThrownBy(() -> options().fleet(fleet))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("instances: " + fleet + " is not between 1 and 100000");
    ConfigSource source = ConfigSources.of("test", Map.of("SOFTSTART_FLEET", "" + fleet));
    Startup startup = Startup.begin(options().sources(source));
    assertThatThrownBy(() -> startup.await(refused("a")))
        .isInstanceOfSatisfying(
            InvalidConfigException.class,
            invalid ->
                assertThat(invalid.problems())
                    .extracting("key")
                    .containsExactly("SOFTSTART_FLEET"));
    startup.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"my-shop", "My shop", "my.shop", "my_shop"})
  void whatBeginsWithTheApplicationsNameIsItsOwn(String application) {
    ConfigSource source =
        ConfigSources.of("test", Map.of("MY_SHOP_PROT", "1", "MY_SHOPPING", "2", "MY_SHOP", "3"));
    Startup startup = Startup.begin(StartupOptions.of(application).embedded().sources(source));
    assertThatThrownBy(
            () ->
                startup.configure(
                    env -> {
                      env.strict();
                      return env.integer("MY_SHOP_PORT").orElse(8080);
                    }))
        .isInstanceOfSatisfying(
            InvalidConfigException.class,
            invalid ->
                assertThat(invalid.problems()).extracting("key").containsExactly("MY_SHOP_PROT"));
    startup.close();
  }

  @Test
  void theOperatorsLimitsWinAlsoWithoutConfigure() {
    ConfigSource source = ConfigSources.of("test", Map.of("SOFTSTART_DEADLINE", "300ms"));
    Startup startup = Startup.begin(options().deadline(Duration.ofHours(1)).sources(source));
    assertThatThrownBy(() -> startup.await(refused("db"))).isInstanceOf(GateException.class);
    startup.close();
  }

  @Test
  void nothingGlobalIsTouched() {
    Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
    String ttl = Security.getProperty("networkaddress.cache.negative.ttl");
    Startup startup = Startup.begin(options());
    startup.run(() -> {});
    assertThat(Thread.getDefaultUncaughtExceptionHandler()).isSameAs(handler);
    assertThat(Security.getProperty("networkaddress.cache.negative.ttl")).isEqualTo(ttl);
    startup.close();
  }

  @Test
  void hooksAreChainedAndGivenBackInEitherOrder() {
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.UncaughtExceptionHandler mine = (thread, thrown) -> {};
    try {
      for (boolean firstFirst : new boolean[] {true, false}) {
        Thread.setDefaultUncaughtExceptionHandler(mine);
        Startup first = Startup.begin(StartupOptions.of("first"));
        Startup second = Startup.begin(StartupOptions.of("second"));
        assertThat(Thread.getDefaultUncaughtExceptionHandler()).isNotSameAs(mine);
        (firstFirst ? first : second).close();
        assertThat(Thread.getDefaultUncaughtExceptionHandler()).isNotSameAs(mine);
        (firstFirst ? second : first).close();
        assertThat(Thread.getDefaultUncaughtExceptionHandler()).isSameAs(mine);
      }
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }

  @Test
  void aHandlerPutOnTopOfOursStays() {
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.UncaughtExceptionHandler onTop = (thread, thrown) -> {};
    try {
      Startup startup = Startup.begin(StartupOptions.of("first"));
      Thread.setDefaultUncaughtExceptionHandler(onTop);
      startup.close();
      assertThat(Thread.getDefaultUncaughtExceptionHandler()).isSameAs(onTop);
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }

  /** As a driver's whose message asks a connection that hangs. */
  private static final class Silent extends IOException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      while (true) {
        LockSupport.park();
      }
    }
  }

  @Test
  void aFailureWhoseMessageNeverComesEndsTheWaitAtTheDeadline() {
    Startup startup = Startup.begin(options().deadline(Duration.ofSeconds(1)));
    Gate<Void> gate =
        Gate.check(
            "silent",
            attempt -> {
              throw new Silent();
            });
    assertThatThrownBy(() -> startup.await(gate))
        .isInstanceOf(GateException.class)
        .hasMessageContaining("silent did not open")
        .hasRootCauseMessage("(its message cannot be read: getMessage does not return)");
    startup.close();
  }

  @Test
  void aBodyThatFailsForLackOfAGateIsToldWithoutItsMessageToo() {
    Startup startup = Startup.begin(options().deadline(Duration.ofHours(1)));
    startup.awaitInBackground(refused("db"));
    assertThatThrownBy(
            () ->
                startup.run(
                    () -> {
                      throw new Silent();
                    }))
        .isInstanceOf(GateException.class)
        .hasMessageContaining("(its message cannot be read");
    startup.close();
  }

  @Test
  void aListenerThatLeavesAnInterruptBehindEndsNoOther() throws Exception {
    BlockingQueue<StartupEvent> heard = new LinkedBlockingQueue<>();
    Startup startup =
        Startup.begin(
            options().listener(event -> Thread.currentThread().interrupt()).listener(heard::add));
    startup.run(() -> {});
    assertThat(heard.poll(10, TimeUnit.SECONDS)).isNotNull();
    assertThat(heard.poll(10, TimeUnit.SECONDS)).as("of starting and ready").isNotNull();
    startup.close();
  }

  @Test
  void listenersWhoseThreadCannotBeStartedEndNothingAndHearLater() throws Exception {
    BlockingQueue<StartupEvent> heard = new LinkedBlockingQueue<>();
    Startup startup = Startup.begin(options().listener(heard::add));
    try (NoThreads none = new NoThreads(name -> name.equals("softstart-listeners"))) {
      assertThat(none).isNotNull();
      startup.configure(env -> "nothing");
    }
    startup.run(() -> {});
    assertThat(heard.poll(10, TimeUnit.SECONDS)).isNotNull();
    startup.close();
  }

  @Test
  void aBodyThatThrowsNeitherExceptionNorErrorLeavesNothingOpen() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    Startup startup = Startup.begin(options());
    Gate<String> db =
        Gate.of(
            "db",
            attempt -> {
              attempt.own(closed::countDown);
              return "pool";
            });
    startup.await(db);
    Throwable control = new Throwable("as Scala's ControlThrowable is");
    assertThatThrownBy(() -> startup.run(() -> StartupTest.<RuntimeException>sneak(control)))
        .isSameAs(control);
    assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
    startup.close();
  }

  @SuppressWarnings("unchecked") // as other languages of the JVM throw
  private static <T extends Throwable> void sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @Test
  void listenersThatThrowOrBlockHarmNobody() throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    CountDownLatch never = new CountDownLatch(1);
    Startup startup =
        Startup.begin(
            options()
                .listener(
                    event -> {
                      throw new IllegalStateException("listener");
                    })
                .listener(event -> heard.add(event.getClass().getSimpleName()))
                .listener(
                    event -> {
                      try {
                        never.await();
                      } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                      }
                    }));
    startup.await(Gate.check("db", attempt -> {}));
    startup.run(() -> {});
    assertThat(startup.phase()).isEqualTo(Phase.READY);
    assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("PhaseEntered");
    startup.close();
    never.countDown();
  }

  @Test
  void whatNobodyFetchedIsClosedWithTheStartupAndTheRestIsTheApplications() throws Exception {
    BlockingQueue<String> closed = new LinkedBlockingQueue<>();
    Gate<String> fetched = Gate.of("fetched", attempt -> opened(attempt, "fetched", closed));
    Gate<String> left = Gate.of("left", attempt -> opened(attempt, "left", closed));
    Startup startup = Startup.begin(options());
    OpenGates open = startup.await(fetched, left);
    startup.run(() -> open.get(fetched));
    startup.close();
    assertThat(closed.poll(5, TimeUnit.SECONDS)).isEqualTo("left");
    assertThat(closed).isEmpty();
  }

  private static String opened(Attempt attempt, String name, BlockingQueue<String> closed) {
    attempt.own(() -> closed.add(name));
    return name;
  }

  @Test
  void noThreadIsLeftBehind() throws Exception {
    Startup startup =
        Startup.begin(options().deadline(Duration.ofSeconds(2)).listener(event -> {}));
    OptionalGate<Void> slow =
        refused("cache").backoff(Backoff.fixed(Duration.ofMillis(10))).optional();
    startup.await(Gate.check("db", attempt -> {}), slow);
    startup.close();
    for (int tries = 0; tries < 5; tries++) { // one that ends may just have begun another
      for (Thread thread : ours()) {
        thread.join(5_000);
      }
    }
    assertThat(ours()).isEmpty();
  }

  private static List<Thread> ours() {
    Set<Thread> all = Thread.getAllStackTraces().keySet();
    return all.stream()
        .filter(
            t ->
                t.getName().startsWith("softstart-cache")
                    || t.getName().startsWith("softstart-listeners"))
        .toList();
  }

  @Test
  void badOptionsAreRefusedAtTheCall() {
    assertThatThrownBy(() -> StartupOptions.of(" "))
        .hasMessage("application: blank, or with control characters");
    assertThatThrownBy(() -> options().deadline(Duration.ZERO))
        .hasMessage("deadline: PT0S is not positive");
    assertThatThrownBy(() -> options().grace(Duration.ofSeconds(-1)))
        .hasMessage("grace: PT-1S is not zero or more");
  }

  @Test
  void theOperatorsGatesAreAwaitedToo() {
    int port = Ports.free();
    String gates =
        "a=tcp://127.0.0.1:" + port + "?softstart.optional=true,b=http://127.0.0.1:" + port;
    ConfigSource source =
        ConfigSources.of(
            "test", Map.of("SOFTSTART_WAIT_FOR", gates, "SOFTSTART_DEADLINE", "500ms"));
    Startup startup = Startup.begin(options().sources(source));
    startup.configure(env -> 1);
    assertThatThrownBy(startup::await)
        .isInstanceOfSatisfying(
            GateException.class,
            failed -> assertThat(failed.gates()).extracting("name").containsExactly("a", "b"));
    startup.close();
  }

  @Test
  @Timeout(60) // by default it would wait for five minutes
  void aSourceThatTellsNoNamesIsReadAllTheSame() {
    ConfigSource silent =
        new ConfigSource() {
          @Override
          public Optional<String> find(String key) {
            return key.equals("SOFTSTART_DEADLINE") ? Optional.of("300ms") : Optional.empty();
          }

          @Override
          public String origin(String key) {
            return key;
          }

          @Override
          public Set<String> names() {
            return Set.of();
          }
        };
    Startup startup = Startup.begin(options().sources(silent));
    Gate<?> closed = Gate.of("db", TcpProbe.of("127.0.0.1", Ports.free()));
    assertThatThrownBy(() -> startup.await(closed))
        .isInstanceOf(GateException.class)
        .hasMessageContaining("did not open within");
    startup.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void toHoldWithoutAStatusPortIsRefused(boolean byTheOperator) {
    StartupOptions holding =
        byTheOperator
            ? options().sources(ConfigSources.of("test", Map.of("SOFTSTART_ON_FAILURE", "hold")))
            : options().onFailure(StartupOptions.OnFailure.HOLD);
    assertThatThrownBy(() -> Startup.begin(holding).await())
        .isInstanceOfSatisfying(
            InvalidConfigException.class,
            refused ->
                assertThat(refused.report())
                    .contains("SOFTSTART_STATUS_PORT must be set where a failed process is held")
                    .contains("set SOFTSTART_STATUS_PORT, for example 8081"));
    Startup shown = Startup.begin(holding.statusPort(0));
    shown.await();
    shown.close();
  }

  @Test
  void anOperatorsGateWithATakenNameIsAProblemOfTheVariable() {
    ConfigSource source =
        ConfigSources.of("test", Map.of("SOFTSTART_WAIT_FOR", "db=tcp://127.0.0.1:1"));
    Gate<?> own = Gate.check("db", attempt -> {});
    for (Gate<?> passed : List.of(own, Gate.check("b", attempt -> {}).after(own))) {
      Startup startup = Startup.begin(options().sources(source));
      assertThatThrownBy(() -> startup.await(passed))
          .isInstanceOfSatisfying(
              InvalidConfigException.class,
              refused -> {
                assertThat(refused.exitCode()).isEqualTo(78);
                assertThat(refused.report())
                    .contains("SOFTSTART_WAIT_FOR names a gate db, but the application has")
                    .contains("SOFTSTART_WAIT_FOR in test");
              });
      startup.close();
    }
  }

  @Test
  void aBadOperatorsGateIsAConfigurationProblem() {
    ConfigSource source =
        ConfigSources.of("test", Map.of("SOFTSTART_WAIT_FOR", "a=tcp://h:1,b=tpc://h:1"));
    Startup startup = Startup.begin(options().sources(source));
    assertThatThrownBy(() -> startup.configure(env -> env.string("NAME").required()))
        .isInstanceOfSatisfying(
            InvalidConfigException.class,
            invalid ->
                assertThat(invalid.report())
                    .contains("NAME is missing")
                    .containsPattern(
                        "SOFTSTART_WAIT_FOR .*\\s+.*b: no gate takes a URL of this scheme"));
    startup.close();
  }
}
