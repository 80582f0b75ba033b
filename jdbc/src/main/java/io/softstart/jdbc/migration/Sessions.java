package io.softstart.jdbc.migration;

import java.util.ArrayList;
import java.util.List;

/**
 * The sessions that may use a database, at one moment.
 *
 * @param own the one that asks
 * @param others all others that this login can see
 * @param complete whether it can see all of them
 * @param latest every session that begins from now on is born after this
 */
record Sessions(Session own, List<Session> others, boolean complete, double latest) {
  Sessions {
    others = List.copyOf(others);
  }

  /** {@return those of them that were there before a moment} */
  List<Session> bornUntil(double moment) {
    List<Session> old = new ArrayList<>();
    for (Session session : others) {
      if (session.hidden() || session.born() <= moment) {
        old.add(session);
      }
    }
    return old;
  }
}
