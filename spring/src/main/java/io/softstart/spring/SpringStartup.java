package io.softstart.spring;

import io.softstart.Startup;
import io.softstart.StartupException;
import io.softstart.config.ConfigReader;
import io.softstart.event.Phase;
import io.softstart.framework.StartupHost;
import io.softstart.gate.AnyGate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;

/**
 * The startup of a Spring application: of a single one, or of all those of a hierarchy, one after
 * the other. Used by the thread that starts the application.
 */
final class SpringStartup {
  /** The name of the bean that is the {@link Startup}. */
  static final String BEAN = "softstartStartup";

  private static final String TEST_PROPERTIES = "Inlined Test Properties";
  private static @Nullable SpringStartup running;

  private final String name;
  private final List<String> args;
  private final EnvironmentSource source = new EnvironmentSource();
  private final Set<String> awaited = new HashSet<>();
  private CallSite site;
  private boolean betweenApplications;
  private boolean initializersAddProperties;
  private boolean off;
  private boolean joinsMain;
  private List<PropertySource<?>> known = List.of();
  private @Nullable StartupHost host;
  private @Nullable OwnGates own;
  private @Nullable WhyItFailed why;
  private @Nullable Throwable failed;
  private Duration pause = Duration.ZERO;

  private SpringStartup(String name, List<String> args, CallSite site) {
    this.name = name;
    this.args = args;
    this.site = site;
  }

  /** {@return the startup that an application belongs to; null if it has none} */
  static synchronized @Nullable SpringStartup begin(SpringApplication application, String[] args) {
    CallSite site = CallSite.here();
    if (site == CallSite.AOT
        || TrainingRun.isThis()
        || "false".equals(ApplicationName.early("softstart.enabled", args))) {
      return null;
    }
    SpringStartup before = running;
    if (before != null && !before.isOver()) {
      if (!before.betweenApplications) {
        before.initializersAddProperties = true; // so does the bootstrap context of Spring Cloud
        return null;
      }
      before.betweenApplications = false;
      before.site = site;
      return before;
    }
    SpringStartup begun =
        new SpringStartup(ApplicationName.of(application, args), List.of(args), site);
    if (site != CallSite.TEST) {
      begun.begin();
    }
    running = begun;
    return begun;
  }

  /** Waits for what the configuration itself needs, before it is read; a defect ends nothing. */
  static void awaitEarly(AnyGate<?> gate) {
    SpringStartup last = lastBegun();
    if (last != null
        && last.own != null
        && !last.isOver()
        && last.host != null
        && last.host.settingsAreSound()) {
      try {
        last.own.awaitEarly(gate);
      } catch (RuntimeException unusable) {
        LogFactory.getLog("io.softstart").debug("the configuration is not waited for", unusable);
      }
    }
  }

  private static synchronized @Nullable SpringStartup lastBegun() {
    return running;
  }

  private StartupHost begin() {
    StartupHost begun = StartupHost.current().filter(main -> !isOver(main)).orElse(null);
    joinsMain = begun != null;
    if (begun == null) {
      boolean main = site == CallSite.MAIN || site == CallSite.BUILDER_OF_CHILD;
      begun = main ? StartupHost.begin(name, args, source) : StartupHost.embedded(name, source);
    }
    host = begun;
    own = new OwnGates(begun);
    begun.listen(new LoopbackHint(own::isDerived));
    begun.listen(new NumberAsPassword(source));
    return begun;
  }

  private boolean isOver() {
    return off || (host != null && isOver(host));
  }

  private static boolean isOver(StartupHost host) {
    Phase phase = host.startup().phase();
    return phase == Phase.READY || phase == Phase.FAILED || phase == Phase.STOPPED;
  }

  void environmentPrepared(ConfigurableEnvironment environment) {
    boolean test =
        site == CallSite.TEST || environment.getPropertySources().contains(TEST_PROPERTIES);
    off =
        isSaid(environment, "softstart.enabled", false)
            || (test && !isSaid(environment, "softstart.in-tests", true));
    if (off) {
      close();
      return;
    }
    source.attach(environment);
    StartupHost begun = host == null ? begin() : host;
    begun.sources(source, StatusHandover.address(environment));
    begun.logThroughSlf4j();
    known = sourcesOf(environment);
    if (!initializersAddProperties) {
      configure(environment, begun.startup());
    }
  }

  /** One that is neither is told by the check of the configuration. */
  private static boolean isSaid(
      ConfigurableEnvironment environment, String property, boolean value) {
    return String.valueOf(value).equalsIgnoreCase(Bound.text(environment, property));
  }

  void contextInitialized(ConfigurableEnvironment environment) {
    StartupHost begun = host;
    if (off || begun == null) {
      return;
    }
    source.attach(environment);
    if (initializersAddProperties) {
      configure(environment, begun.startup());
    } else if (!sourcesOf(environment).equals(known)) {
      // initializers may have added properties; what was said of the others is not said again
      ConfigReader.read(List.of(source), reader -> gates(environment, reader))
          .value()
          .ifPresentOrElse(
              gates -> awaitInBackground(gates, begun.startup()),
              () -> configure(environment, begun.startup()));
    }
  }

  private static List<PropertySource<?>> sourcesOf(ConfigurableEnvironment environment) {
    return environment.getPropertySources().stream().collect(Collectors.toList());
  }

  private void configure(ConfigurableEnvironment environment, Startup begun) {
    List<AnyGate<?>> gates = told(() -> begun.configure(reader -> gates(environment, reader)));
    awaitInBackground(gates, begun);
  }

  private List<AnyGate<?>> gates(ConfigurableEnvironment environment, ConfigReader reader) {
    return EnvironmentGates.from(environment, source, reader);
  }

  private void awaitInBackground(List<AnyGate<?>> gates, Startup begun) {
    List<AnyGate<?>> more = new ArrayList<>();
    for (AnyGate<?> gate : gates) {
      if (awaited.add(gate.name())) {
        more.add(gate);
        if (own != null) {
          own.add(gate);
        }
      }
    }
    if (!more.isEmpty() || isOnlyAsked()) {
      told(() -> begun.awaitInBackground(more.toArray(new AnyGate<?>[0])));
    }
  }

  /** Then no context is made: the gates of the properties are all that can be asked. */
  private boolean isOnlyAsked() {
    return host != null && host.isOnlyAsked();
  }

  void contextPrepared(ConfigurableApplicationContext context) {
    StartupHost begun = host;
    if (!off && begun != null) {
      Startup startup = begun.startup();
      AtUse atUse = AtUse.of(context);
      context.addBeanFactoryPostProcessor(
          new GateJoin(beans -> join(beans, atUse), startup, context.getApplicationStartup()));
      context.getBeanFactory().registerSingleton(BEAN, startup);
      StartupBeans.register(context, begun);
    }
  }

  /**
   * Waits until all gates are open, or given up, but for those that are waited for at their use.
   */
  private void join(ConfigurableListableBeanFactory beans, AtUse atUse) {
    StartupHost begun = host;
    if (begun != null && own != null && !isOver(begun)) {
      for (AnyGate<?> unused : own.dropUnused(beans, atUse)) {
        awaited.remove(unused.name());
      }
      own.sayWhatIsAwaited(beans);
      OwnClientHooks.watch(beans, own);
      List<String> later = own.later(gate -> FirstUse.waits(gate, beans));
      if (later.isEmpty()) {
        told(() -> begun.startup().await());
      } else {
        own.awaitAllBut(later);
        beans.registerSingleton("softstartBeforeServing", new BeforeServing(own, later));
      }
      begun.starting();
      begun.detail(new BeansInCreation(beans));
    }
  }

  /**
   * A failure of the startup goes through Spring Boot with its exit code, but for the answer of a
   * process that was not to start.
   */
  private <T> T told(Callable<T> work) {
    try {
      return work.call();
    } catch (StartupException failure) {
      if (isOnlyAsked() && host != null) {
        host.end(failure);
      }
      throw new FailedStart(failure);
    } catch (RuntimeException defect) {
      throw defect;
    } catch (Exception never) {
      throw new IllegalStateException(never);
    }
  }

  /** Without a web server what runs next is the application's work, and no part of its start. */
  void readyForWork() {
    if (own == null
        || !own.areAnyAtUse()) { // what is waited for at its first use may be used there
      ready();
    }
  }

  void ready() {
    betweenApplications = site == CallSite.BUILDER_OF_CHILD;
    if (!off && host != null && !betweenApplications && !isOver(host)) {
      host.startup().ready();
    }
  }

  void fail(Throwable thrown) {
    if (host != null && failed == null) {
      Throwable failure = thrown instanceof FailedStart ours ? ours.failure() : behind(thrown);
      pause = host.fail(failure);
      failed = thrown;
    }
  }

  private Throwable behind(Throwable thrown) {
    WhyItFailed known = why == null ? WhyItFailed.of(thrown, own) : why;
    why = known;
    return known.gates() == null ? thrown : known.gates();
  }

  /** Prepares the end of the thread on which the application failed that was started last. */
  static synchronized void failedOn(Thread thread, Throwable thrown) {
    SpringStartup last = running;
    if (last == null || last.host == null || last.off || last.isReady()) {
      return;
    }
    last.fail(thrown); // a listener that failed may have swallowed the event
    if (last.host.mayHold() || !last.pause.isZero()) {
      FailedThread.at(thread, thrown, last.host, last.pause);
    }
  }

  /** What fails then is no part of the start. */
  private boolean isReady() {
    return host != null && host.startup().phase() == Phase.READY;
  }

  /** {@return why the application failed that was started last, behind its gates} */
  static synchronized Optional<WhyItFailed> whyOf(Throwable thrown) {
    SpringStartup last = running;
    if (last == null || last.host == null || last.isReady() || thrown instanceof FailedStart) {
      return Optional.empty();
    }
    if (last.why == null) { // a listener that failed has swallowed the event
      last.fail(thrown);
    }
    return Optional.ofNullable(last.why);
  }

  /** One that was begun in main belongs to main; one that may be held is not closed. */
  void close() {
    if (host != null && !joinsMain && !(failed != null && host.mayHold())) {
      host.startup().close();
    }
  }
}
