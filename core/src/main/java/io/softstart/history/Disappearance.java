package io.softstart.history;

import io.softstart.machine.Cgroup;
import io.softstart.machine.Machine;
import io.softstart.machine.SilentEnd;
import io.softstart.text.Sizes;
import java.util.OptionalLong;

/** Why a process ended without a message. */
final class Disappearance {
  private Disappearance() {}

  static String why(StartRecord gone, StartRecord now, Machine machine) {
    OptionalLong most = new Cgroup(machine).memoryLimit();
    String limit =
        most.isPresent() ? "; the container may use " + Sizes.text(most.getAsLong()) : "";
    String boot = gone.place().substring(gone.place().indexOf(' ') + 1);
    if (!boot.equals(machine.boot())) {
      return "the host was rebooted meanwhile, or it ran on another one";
    }
    if (more(gone.oomKills(), now.oomKills()) > 0) {
      return "the kernel's OOM killer ended it, out of memory" + limit;
    }
    long kills = more(gone.oomKillsOfHost(), now.oomKillsOfHost());
    if (kills > 0) {
      return "most likely out of memory: the kernel's OOM killer has struck "
          + (kills == 1 ? "once" : kills + " times")
          + " on this host since it began"
          + limit;
    }
    return ends(SilentEnd.option());
  }

  /** Of this JVM's options, which the one that is gone most likely had too. */
  static String ends(String option) {
    if (!option.isEmpty()) {
      return "most likely its heap or metaspace was full: with "
          + option
          + " this JVM then ends at once, without a report; without that option Softstart reports"
          + " what was full. Else killed (SIGKILL), halted or crashed";
    }
    return "killed (SIGKILL), halted (Runtime.halt), JVM crash (look for hs_err_pid*.log) or out of"
        + " memory";
  }

  /** A counter that is lower than it was belongs to a new cgroup. */
  private static long more(OptionalLong then, OptionalLong now) {
    return then.isPresent() && now.isPresent() ? now.getAsLong() - then.getAsLong() : 0;
  }
}
