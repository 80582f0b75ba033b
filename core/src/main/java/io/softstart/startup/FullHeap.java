package io.softstart.startup;

import io.softstart.crash.Ending;
import io.softstart.text.Durations;
import io.softstart.time.Deadline;
import io.softstart.time.Ticker;
import java.time.Duration;

/**
 * The end of a start that hangs for want of memory, at the operator's limit. All that it needs is
 * made beforehand: in a full heap no object can be made, and no class be loaded. Only the watching
 * thread uses it.
 */
final class FullHeap {
  /** How often memory may be short before the limit ends the start without a full report. */
  private static final int SHORTAGES = 3;

  private final Host host;
  private final Duration limit;
  private final Ending ending;
  private int shortages;
  private Deadline due;

  FullHeap(Host host, Duration limit) {
    this.host = host;
    this.limit = limit;
    String cause = "the start took longer than " + Durations.text(limit);
    cause += ", in a full heap (see -Xmx)";
    String title = "cannot start (exit code 70): " + cause;
    String toDo =
        "\n  to do: give it more memory (-Xmx, or the limit of the container), or see what fills"
            + " it (-XX:+HeapDumpOnOutOfMemoryError). A restart helps once that is done\n";
    ending = new Ending(70, title, cause, "", "  cause: " + cause + toDo, "");
    host.prepareEnd(title);
    due = Deadline.in(limit, Ticker.system());
  }

  /** The limit counts from now on. */
  void restart() {
    shortages = 0;
    due = Deadline.in(limit, Ticker.system());
  }

  void isShort() {
    shortages++;
  }

  /** {@return whether it has ended the process, since memory stayed short until the limit} */
  boolean ends() {
    if (shortages <= SHORTAGES || due.left() > 0) {
      return false;
    }
    host.end(ending);
    return true;
  }
}
