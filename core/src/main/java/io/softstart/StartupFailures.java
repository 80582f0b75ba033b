package io.softstart;

import io.softstart.config.ConfigResult;
import io.softstart.crash.Ending;
import io.softstart.gate.GateStatus;
import io.softstart.startup.Failures;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the exceptions of this package for what stands below it. Each comes out of a method that
 * returns a {@code RuntimeException}, so that a start which goes well loads none of them.
 */
final class StartupFailures implements Failures {
  private static final int CRASHED = 70;
  private static final int INTERRUPTED = 75;

  private StartupFailures() {}

  static Failures make() {
    return new StartupFailures();
  }

  @Override
  public RuntimeException invalid(ConfigResult<?> configured) {
    return InvalidConfigException.of(configured);
  }

  @Override
  public RuntimeException answered(String what, int exitCode) {
    return StartupException.of(what, "", null, exitCode);
  }

  @Override
  public RuntimeException waitEnded(List<GateStatus> gates, Map<String, Throwable> thrown) {
    return GateException.failed(gates, thrown);
  }

  @Override
  public RuntimeException lacking(
      List<GateStatus> gates, Map<String, Throwable> thrown, String application) {
    return GateException.lacking(gates, thrown, application);
  }

  @Override
  public RuntimeException ofGates(
      List<String> names, List<GateStatus> gates, Map<String, Throwable> thrown) {
    return GateException.of(names, gates, thrown);
  }

  @Override
  public RuntimeException interrupted(List<GateStatus> gates, Map<String, Throwable> thrown) {
    return GateException.interrupted(gates, thrown);
  }

  @Override
  public RuntimeException crashed(
      String message, String report, @Nullable Throwable copy, boolean interrupted) {
    return StartupException.of(message, report, copy, interrupted ? INTERRUPTED : CRASHED);
  }

  @Override
  public boolean isOne(Throwable thrown) {
    return thrown instanceof StartupException;
  }

  @Override
  public @Nullable Ending endingOf(Throwable thrown) {
    return thrown instanceof StartupException own ? own.ending() : null;
  }
}
