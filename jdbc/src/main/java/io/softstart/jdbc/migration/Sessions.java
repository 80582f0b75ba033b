package io.softstart.jdbc.migration;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that may use a database, at one moment.
 *
 * @param server tells this server, since it started, from others that share its data
 * @param own the one that asks
 * @param others all others that this login can see
 * @param complete whether it can see all of them
 * @param doubt why a holder may have its session elsewhere, as the end of a sentence; null if this
 *     server is surely the only one
 */
record Sessions(
    String server, Session own, List<Session> others, boolean complete, @Nullable String doubt) {
  Sessions {
    others = List.copyOf(others);
  }
}
