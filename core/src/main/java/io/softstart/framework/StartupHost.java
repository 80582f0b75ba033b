package io.softstart.framework;

import io.softstart.GateException;
import io.softstart.Startup;
import io.softstart.StartupException;
import io.softstart.config.ConfigSource;
import io.softstart.crash.Ending;
import io.softstart.event.StartupListener;
import io.softstart.gate.AnyGate;
import io.softstart.startup.Facade;
import io.softstart.startup.StartupPlan;
import io.softstart.startup.StartupPlan.Owner;
import io.softstart.startup.StartupRun;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * A startup as a framework sees it that owns {@code main} and the exit code. It calls {@link
 * #logThroughSlf4j} when its log is up, {@link #starting} after the wait, {@code ready()} of {@link
 * #startup()}, or {@link #fail}.
 */
public final class StartupHost {
  private final StartupRun run;

  private StartupHost(StartupRun run) {
    this.run = run;
  }

  /**
   * Begins a startup in a process whose {@code main} belongs to the framework: hooks are taken, so
   * that no end before ready goes unsaid, but failures are only thrown, and it is the framework
   * that prints them and ends the process.
   *
   * @param application its name, in every line
   * @param sources where settings come from, in the order in which they are asked
   * @return the startup
   */
  public static StartupHost begin(String application, ConfigSource... sources) {
    return begin(Owner.FRAMEWORK, application, List.of(), sources);
  }

  /**
   * Begins a startup as {@link #begin(String, ConfigSource...)} does, which also answers the
   * commands among the arguments of {@code main}, such as {@code --await-gates}: see {@link
   * #isOnlyAsked}.
   *
   * @param application its name, in every line
   * @param args those of {@code main}
   * @param sources where settings come from, in the order in which they are asked
   * @return the startup
   */
  public static StartupHost begin(String application, List<String> args, ConfigSource... sources) {
    return begin(Owner.FRAMEWORK, application, args, sources);
  }

  /**
   * Begins a startup inside of a process that belongs to somebody else, such as a test: nothing
   * global is touched.
   *
   * @param application its name, in every line
   * @param sources where settings come from, in the order in which they are asked
   * @return the startup
   */
  public static StartupHost embedded(String application, ConfigSource... sources) {
    return begin(Owner.CALLER, application, List.of(), sources);
  }

  private static StartupHost begin(
      Owner owner, String application, List<String> args, ConfigSource... sources) {
    StartupPlan plan =
        StartupPlan.of(application, args.toArray(new String[0]))
            .owner(owner)
            .sources(List.of(sources));
    return new StartupHost(StartupRun.begin(plan, Facade.of(Startup.class)));
  }

  /**
   * Returns the startup of this process, for frameworks that join one that was begun in {@code
   * main}.
   *
   * @return the last one begun that is not embedded; empty before, and once it is closed
   */
  public static Optional<StartupHost> current() {
    return StartupRun.current().map(StartupHost::new);
  }

  /**
   * {@return what a start failed of and whether a restart helps, one line}
   *
   * @param failure of a startup
   */
  public static String inOneLine(StartupException failure) {
    Ending ending = Facade.of(Startup.class).get().endingOf(failure);
    String title = ending == null ? "" : ending.title();
    int end = title.indexOf("): ");
    return end < 0 ? String.valueOf(failure.getMessage()) : title.substring(end + 3);
  }

  /** {@return the same startup as applications see it} */
  public Startup startup() {
    return (Startup) Facade.of(Startup.class).show(run);
  }

  /**
   * Reads settings from other sources from now on: for frameworks that know their configuration
   * only after the first line of {@code main}. What is needed ahead of all else is looked up again:
   * {@code SOFTSTART_LOG}, {@code SOFTSTART_STATE_DIR} (unless there is one already) and {@code
   * SOFTSTART_TERMINATION_MESSAGE}.
   *
   * @param sources in the order in which they are asked
   */
  public void sources(ConfigSource... sources) {
    run.sources(sources);
  }

  /**
   * Lets a {@code main} that ends without a failure, and with it the process, be the end of a job,
   * and no failed start: for applications that know nothing of Softstart. Returns at once.
   */
  public void mainMayEnd() {
    run.parts().letMainEnd();
  }

  /**
   * Notes that the application's own start begins; {@link Startup#run} does it by itself. Returns
   * at once.
   *
   * @throws IllegalStateException if the startup is over
   */
  public void starting() {
    run.starting();
  }

  /**
   * Says more of what the thread does that starts the application, where that takes long: the bean
   * that is made, for example. Nothing is asked in the first half minute.
   *
   * @param asked returns the end of a sentence that begins with "while it", or nothing; called on a
   *     thread of its own
   */
  public void detail(Callable<String> asked) {
    run.parts().watchStart(run.host()).detail(asked);
  }

  /**
   * {@return whether the operator's settings can be read from what is known so far} Reports
   * nothing, and decides nothing.
   */
  public boolean settingsAreSound() {
    return run.parts().readSettings().areSound();
  }

  /**
   * {@return whether the process was asked something instead of being started} {@code configure} or
   * the first wait answers with an exception then, for {@link #end}.
   */
  public boolean isOnlyAsked() {
    return run.parts().isOnlyAsked();
  }

  /**
   * Reports a failure as where the startup owns the process, and ends the process with its exit
   * code; a given answer is not reported. Does not return, but in a process that belongs to the
   * caller.
   *
   * @param failure of this startup
   */
  public void end(StartupException failure) {
    run.end(failure);
  }

  /**
   * Waits no longer for gates that were awaited in the background, and forgets them.
   *
   * @param gates those that nobody needs, as has turned out
   */
  public void drop(AnyGate<?>... gates) {
    run.parts().gateWait().drop(gates);
  }

  /**
   * Returns the failure of a start that was ended by the application's own client of a dependency,
   * with the report of all gates; the message, the exit code and the termination message are those
   * of the gates that are named. Marks nothing as failed: {@link #fail} does.
   *
   * @param gates the names of the gates whose dependency it was
   * @return the failure, to be passed to {@link #fail}
   */
  public GateException failureOf(List<String> gates) {
    return (GateException) run.failureOf(gates);
  }

  /**
   * Lets lines go to the application's log from now on instead of stderr, for frameworks whose log
   * is up before the application is ready; {@link Startup#ready()} does it by itself. Without an
   * SLF4J provider they stay on stderr. Blocks for two seconds at most; idempotent.
   */
  public void logThroughSlf4j() {
    run.host().handOverLog("");
  }

  /**
   * Ends a startup whose framework prints the failure and ends the process by itself: stops all
   * waiting, closes what was opened, and keeps the failure in the termination message, the crash
   * report and the history. Prints nothing of it; the end of the process is no surprise any more.
   * Idempotent, and without effect once the startup is over. Blocks for seconds at most, where a
   * file system does not answer, or where the process is being shut down: who ends it was told, and
   * the framework need not print that its start was broken off. An interrupt ends that.
   *
   * @param thrown what ended the start
   * @return how long to pause before the process ends, as {@code SOFTSTART_RESTART_PAUSE} asks for,
   *     which is announced by then; zero for not at all
   */
  public Duration fail(Throwable thrown) {
    return run.fail(thrown);
  }

  /**
   * {@return whether the operator wants a failed process to stay alive, as {@link #hold} does} Such
   * a startup is not to be closed when it has failed.
   */
  public boolean mayHold() {
    return run.mayHold();
  }

  /**
   * Keeps the process alive after {@link #fail}, where the operator wants that ({@code
   * SOFTSTART_ON_FAILURE=hold} and a status port), and shows the failure on the status port. SIGHUP
   * or a change of a file that settings came from ends it with the exit code. Returns at once.
   *
   * @param exitCode that the framework would end the process with
   * @return whether it stays alive; if not, it is the framework that ends it
   */
  public boolean hold(int exitCode) {
    return run.hold(exitCode);
  }

  /**
   * Adds a listener that hears what happens from now on.
   *
   * @param listener called on a thread of its own, one event at a time
   */
  public void listen(StartupListener listener) {
    run.listen(listener);
  }

  /** {@return how many starts there were, this one included; 0 while that is not known} */
  public long starts() {
    return run.host().startCounts().starts();
  }

  /** {@return how many of them failed, by exit code and kind: {@code 78 DENIED}} */
  public Map<String, Long> failedStarts() {
    return run.host().startCounts().failed();
  }

  /** {@return how many failed one after the other before this one; 0 once this one is ready} */
  public int failedStartsInARow() {
    return run.host().startCounts().failedInARow();
  }

  /**
   * Shows the status no more, for frameworks that serve on its port themselves from now on.
   * Idempotent; returns when the port is free, which is at once.
   */
  public void closeStatus() {
    run.parts().closeStatus();
  }
}
