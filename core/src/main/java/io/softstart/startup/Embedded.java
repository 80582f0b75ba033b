package io.softstart.startup;

import io.softstart.config.ConfigSource;
import io.softstart.history.StartRecord;
import io.softstart.log.LogSink;
import java.time.Duration;
import java.util.List;

/**
 * A process that belongs to the caller: nothing global is touched, failures are only thrown.
 *
 * @param lines the application's log
 */
record Embedded(LogSink lines) implements Host {
  @Override
  public boolean mayPrepareProcess() {
    return false;
  }

  @Override
  public boolean answersCommands() {
    return false;
  }

  @Override
  public void sources(List<ConfigSource> sources) {
    // neither the log nor the files of a crash depend on them here
  }

  @Override
  public void tellEarlierStarts() {
    // none are remembered
  }

  @Override
  public List<StartRecord> earlierStarts() {
    return List.of();
  }

  @Override
  public void ready() {
    // nobody else is to know
  }

  @Override
  public void handOverLog(String summary) {
    // lines go there already
  }

  @Override
  public Duration keep(Throwable thrown) {
    return Duration.ZERO;
  }

  @Override
  public void awaitShutdown() {
    // the caller's affair
  }

  @Override
  public void close() {
    // nothing was taken
  }
}
