package io.softstart.startup;

import io.softstart.crash.Ending;
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
    ending = LateStart.inFullHeap(limit);
    host.prepareEnd(ending.title());
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
