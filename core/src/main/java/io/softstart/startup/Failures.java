package io.softstart.startup;

import io.softstart.config.ConfigResult;
import io.softstart.crash.Ending;
import io.softstart.gate.GateStatus;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the exceptions that users catch. Their package stands above this one; nothing here loads
 * them before a startup fails.
 */
public interface Failures {
  /** {@return what is thrown when the configuration is wrong} */
  RuntimeException invalid(ConfigResult<?> configured);

  /** {@return what ends a process that was only asked something, and has answered} */
  RuntimeException answered(String what, int exitCode);

  /** {@return what is thrown when a wait was ended} Which gates are to blame is in their states. */
  RuntimeException waitEnded(List<GateStatus> gates, Map<String, Throwable> thrown);

  /** {@return what is thrown when the application gave up for lack of a gate} */
  RuntimeException lacking(
      List<GateStatus> gates, Map<String, Throwable> thrown, String application);

  /** {@return what is thrown when the application's own client has met what gates wait for} */
  RuntimeException ofGates(
      List<String> names, List<GateStatus> gates, Map<String, Throwable> thrown);

  /** {@return what is thrown when a wait was interrupted} */
  RuntimeException interrupted(List<GateStatus> gates, Map<String, Throwable> thrown);

  /** {@return what is thrown when the application's own start was} */
  RuntimeException crashed(
      String message, String report, @Nullable Throwable copy, boolean interrupted);

  /** {@return whether an exception is one of these} */
  boolean isOne(Throwable thrown);

  /** {@return the report of one of these as the end of a process; null for any other} */
  @Nullable Ending endingOf(Throwable thrown);
}
