package io.softstart.startup;

import io.softstart.config.ConfigSource;
import io.softstart.crash.CrashHooks;
import io.softstart.history.StartRecord;
import io.softstart.log.EarlyLog;
import io.softstart.log.LogSink;
import io.softstart.log.SwitchingLog;
import io.softstart.settings.OperatorSettings;
import java.time.Duration;
import java.util.List;

/** A process that the startup owns: lines go to stderr first, and no end goes unsaid. */
sealed class OwnProcess implements Host permits Hosted {
  private final EarlyLog early;
  private final SwitchingLog lines;
  private final CrashHooks hooks;

  OwnProcess(EarlyLog early, SwitchingLog lines, CrashHooks hooks) {
    this.early = early;
    this.lines = lines;
    this.hooks = hooks;
  }

  @Override
  public LogSink lines() {
    return lines;
  }

  @Override
  public boolean mayPrepareProcess() {
    return true;
  }

  @Override
  public boolean answersCommands() {
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
  public void awaitShutdown() {
    hooks.awaitShutdown();
  }

  @Override
  public void close() {
    hooks.remove();
  }
}
