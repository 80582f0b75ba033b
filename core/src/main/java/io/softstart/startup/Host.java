package io.softstart.startup;

import io.softstart.config.ConfigSource;
import io.softstart.crash.CrashHooks;
import io.softstart.crash.Ending;
import io.softstart.history.StartCounts;
import io.softstart.history.StartRecord;
import io.softstart.log.EarlyLog;
import io.softstart.log.LogSink;
import io.softstart.log.SwitchingLog;
import io.softstart.settings.OperatorSettings;
import java.time.Duration;
import java.util.List;

/**
 * Whose process it is: who writes the log, hears of crashes, and exits. The defaults are those of a
 * process that belongs to the caller: nothing is done to it.
 */
public sealed interface Host {
  /** {@return where lines go} */
  LogSink lines();

  /** {@return whether logging, DNS and the like may be prepared for the whole process} */
  default boolean mayPrepareProcess() {
    return false;
  }

  /** Settings come from other sources from now on. */
  default void sources(List<ConfigSource> sources) {}

  /** Says once what happened to the last starts, as far as it is known. */
  default void tellEarlierStarts() {}

  /** {@return the starts before this one, the oldest first} */
  default List<StartRecord> earlierStarts() {
    return List.of();
  }

  /** {@return how many starts there were, as far as that is known yet} */
  default StartCounts startCounts() {
    return StartCounts.FIRST;
  }

  /** The application is ready. */
  default void ready() {}

  /** Lets lines go to the application's log, the summary first; empty for none. */
  default void handOverLog(String summary) {}

  /**
   * Keeps a failure that a framework prints.
   *
   * @return how long to pause before the process ends
   */
  default Duration keep(Throwable thrown) {
    return Duration.ZERO;
  }

  /**
   * Keeps the process alive whose failure was kept, where the operator wants that.
   *
   * @param code the exit code that it would have ended with
   * @return whether it stays alive
   */
  default boolean hold(int code) {
    return false;
  }

  /** Ends the process when a file changes that settings came from, while gates hold it alive. */
  default void watchFiles(String files) {}

  /** Makes ready for {@link #end}, which may come when there is no memory left. */
  default void prepareEnd(String title) {}

  /** Reports an ending and ends the process; does nothing where it belongs to the caller. */
  default void end(Ending ending) {}

  /** Blocks for seconds while the process is being shut down, so that the shutdown is told. */
  default void awaitShutdown() {}

  /** Takes back what was taken of the process. */
  default void close() {}

  /** A process that the startup owns: lines go to stderr first, and no end goes unsaid. */
  record OwnProcess(EarlyLog early, SwitchingLog lines, CrashHooks hooks) implements Host {
    @Override
    public boolean mayPrepareProcess() {
      return true;
    }

    @Override
    public void sources(List<ConfigSource> sources) {
      early.format(OperatorSettings.format(sources));
      hooks.paths(OperatorSettings.outputPaths(sources));
    }

    @Override
    public void tellEarlierStarts() {
      hooks.tellEarlierStarts();
    }

    @Override
    public List<StartRecord> earlierStarts() {
      return hooks.earlierStarts();
    }

    @Override
    public StartCounts startCounts() {
      return hooks.startCounts();
    }

    @Override
    public void ready() {
      hooks.ready();
    }

    @Override
    public void handOverLog(String summary) {
      lines.toApplication(summary);
    }

    @Override
    public Duration keep(Throwable thrown) {
      return hooks.keep(thrown);
    }

    @Override
    public boolean hold(int code) {
      return hooks.hold(code);
    }

    @Override
    public void watchFiles(String files) {
      hooks.watchFiles(files);
    }

    @Override
    public void prepareEnd(String title) {
      hooks.prepareEnd(title);
    }

    @Override
    public void end(Ending ending) {
      hooks.end(ending);
    }

    @Override
    public void awaitShutdown() {
      hooks.awaitShutdown();
    }

    @Override
    public void close() {
      hooks.remove();
    }
  }

  /**
   * A process that belongs to the caller: nothing global is touched, failures are only thrown.
   *
   * @param lines the application's log
   */
  record Embedded(LogSink lines) implements Host {}
}
