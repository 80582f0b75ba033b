package io.softstart.startup;

import io.softstart.crash.Ending;
import io.softstart.hang.StartThread;
import io.softstart.text.Durations;
import java.time.Duration;

/** The report of a start that took longer than the operator allows. */
final class LateStart {
  private static final int CANNOT_START = 70;

  private LateStart() {}

  /**
   * Tells where it stands.
   *
   * @param more what it does there, as far as somebody else knows
   * @param stacks those of the threads
   */
  static Ending at(Duration limit, StartThread.Finding finding, String more, String stacks) {
    String place = finding.place() + more;
    String late = late(limit);
    StringBuilder body = new StringBuilder("  cause: ").append(late).append(" (");
    body.append("SOFTSTART_START_LIMIT): ").append(place).append('\n');
    if (!finding.because().isEmpty()) {
      body.append("  what:  ").append(finding.because()).append('\n');
      body.append("  to do: ").append(finding.toDo());
      body.append(". A restart helps once that is done\n");
    } else {
      body.append("  to do: see below what the threads do; if the start only needs longer, raise");
      body.append(" SOFTSTART_START_LIMIT. A restart helps only if the cause was temporary\n");
    }
    return ending(late + ": " + place, finding.method(), body.append(stacks).toString());
  }

  /** Tells that it has no memory left, in which nothing more can be found out. */
  static Ending inFullHeap(Duration limit) {
    String cause = late(limit) + ", in a full heap (see -Xmx)";
    String toDo =
        "\n  to do: give it more memory (-Xmx, or the limit of the container), or see what fills"
            + " it (-XX:+HeapDumpOnOutOfMemoryError). A restart helps once that is done\n";
    return ending(cause, "", "  cause: " + cause + toDo);
  }

  private static String late(Duration limit) {
    return "the start took longer than " + Durations.text(limit);
  }

  private static Ending ending(String cause, String place, String body) {
    String title = "cannot start (exit code " + CANNOT_START + "): " + cause;
    return new Ending(CANNOT_START, title, cause, place, body, "");
  }
}
