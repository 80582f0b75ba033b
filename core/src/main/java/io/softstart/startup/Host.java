package io.softstart.startup;

import io.softstart.config.ConfigSource;
import io.softstart.history.StartRecord;
import io.softstart.log.LogSink;
import java.time.Duration;
import java.util.List;

/** Whose process it is: who writes the log, hears of crashes, and exits. */
public sealed interface Host permits OwnProcess, Embedded {
  /** {@return where lines go} */
  LogSink lines();

  /** {@return whether logging, DNS and the like may be prepared for the whole process} */
  boolean mayPrepareProcess();

  /** {@return whether a command on the command line is answered instead of starting} */
  boolean answersCommands();

  /** Settings come from other sources from now on. */
  void sources(List<ConfigSource> sources);

  /** Says once what happened to the last starts, as far as it is known. */
  void tellEarlierStarts();

  /** {@return the starts before this one, the oldest first} */
  List<StartRecord> earlierStarts();

  /** The application is ready. */
  void ready();

  /** Lets lines go to the application's log, the summary first; empty for none. */
  void handOverLog(String summary);

  /**
   * Keeps a failure that a framework prints.
   *
   * @return how long to pause before the process ends
   */
  Duration keep(Throwable thrown);

  /** Blocks for seconds while the process is being shut down, so that the shutdown is told. */
  void awaitShutdown();

  /** Takes back what was taken of the process. */
  void close();
}
