package io.softstart.startup;

import io.softstart.fence.Fence;
import java.time.Duration;
import java.util.concurrent.Callable;

/** More of what a start is doing, as its framework knows it; asked when a line is due. */
final class StartDetail {
  private static final Duration LIMIT = Duration.ofMillis(500);

  private StartDetail() {}

  /**
   * {@return the end of a clause, {@code , while it makes the bean x}; empty if nothing is known}
   */
  static String of(Callable<String> asked, Thread starting) {
    Fence<String> answer =
        Fence.startOrHere("softstart-start-detail", starting.getContextClassLoader(), asked);
    answer.awaitUninterruptibly(LIMIT);
    String said = answer.value();
    return said == null || said.isEmpty() ? "" : ", while it " + said;
  }
}
