package io.softstart.crash;

import java.net.BindException;
import org.jspecify.annotations.Nullable;

/** A port that cannot be listened on. */
final class PortKiller implements Killer {
  @Override
  public @Nullable Explanation explain(Throwable thrown, String message, CrashScene scene) {
    if (!(thrown instanceof BindException)) {
      return null;
    }
    if (message.contains("assign requested address")) {
      return new Explanation(
          "the address to listen on is none of this host's",
          "listen on 0.0.0.0, or on an address that this host or container has");
    }
    if (message.contains("ermission denied")) {
      return new Explanation(
          "this user may not listen on that port; below 1024 that is for root",
          "take a port from 1024 on");
    }
    if (!message.contains("in use")) {
      return null;
    }
    PortHolders holders = new PortHolders(scene.machine());
    for (int port : scene.ports()) {
      String holder = holders.of(port);
      if (!holder.isEmpty()) {
        return new Explanation(
            "port " + port + " is taken by " + holder, "end that process, or take another port");
      }
    }
    return new Explanation(
        "the port is taken by another process",
        "find it with ss -ltnp, end it, or take another port");
  }
}
