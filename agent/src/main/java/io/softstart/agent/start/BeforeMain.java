package io.softstart.agent.start;

import io.softstart.Startup;
import io.softstart.StartupException;
import io.softstart.StartupOptions;
import io.softstart.agent.auto.Auto;
import io.softstart.config.ConfigSource;
import io.softstart.config.ConfigSources;
import io.softstart.framework.StartupHost;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Waits on the main thread, before {@code main} begins. */
public final class BeforeMain {
  private BeforeMain() {}

  /**
   * Waits for what the variables name; returns when {@code main} may begin. Where the start fails,
   * it is told, the process ends, and this does not return.
   *
   * @param arguments ignored
   */
  public static void main(String... arguments) {
    Application application = Application.ofThisProcess();
    if (!application.begins() || application.isAgent() || application.bringsSoftstart()) {
      return;
    }
    Thread main = Thread.currentThread();
    ClassLoader before = main.getContextClassLoader();
    main.setContextClassLoader(
        new ContextLoader(BeforeMain.class.getClassLoader(), application.loader()));
    try {
      begin(application, main);
    } catch (StartupException failed) {
      end(main, failed);
    } finally {
      main.setContextClassLoader(before);
    }
  }

  private static void begin(Application application, Thread main) {
    AgentLog.application(application.name());
    Startup startup = Startup.begin(StartupOptions.of(application.name()).sources(sources()));
    ReadyRule rule = startup.configure(ReadyRule::read);
    startup.await();
    StartupHost.current().ifPresent(StartupHost::starting);
    StartupHost.current().ifPresent(StartupHost::mainMayEnd);
    MainOnly.install(main);
    ReadyWatch.begin(startup, rule, main);
  }

  /** Arguments are the application's. */
  private static ConfigSource[] sources() {
    List<ConfigSource> sources = new ArrayList<>();
    for (ConfigSource source : ConfigSources.standard()) {
      sources.add(new WithoutAgentsOwn(source));
    }
    Auto auto = Auto.of(sources);
    auto.lines().forEach(AgentLog::sayOnce);
    sources = auto.sources();
    return sources.toArray(new ConfigSource[0]);
  }

  /** The startup's hook prints the report, and exits on a thread of its own. */
  private static void end(Thread main, StartupException failed) {
    Thread.UncaughtExceptionHandler hook = Thread.getDefaultUncaughtExceptionHandler();
    if (hook == null) {
      throw failed;
    }
    hook.uncaughtException(main, failed);
    while (true) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException ignored) {
        // main must not begin
      }
    }
  }
}
