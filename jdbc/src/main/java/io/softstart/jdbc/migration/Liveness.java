package io.softstart.jdbc.migration;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the holder of Liquibase's lock lives. Liquibase keeps the connection by which it took the
 * lock until it frees it, so a holder that lives has a session in the server. It is dead only where
 * no session can be its own: of all that were there, only those of this very process are surely not
 * the holder's. Names and addresses prove nothing, since two networks may have the same ones.
 *
 * @param life what is known
 * @param evidence why, as the end of a sentence
 */
record Liveness(Life life, String evidence) {
  private static final int SLACK_MILLIS = 2_000;

  /** What is known of a holder. */
  enum Life {
    LIVES,
    MAY_LIVE,
    DEAD
  }

  /**
   * Judges.
   *
   * @param sessions those of the server at this moment; null if they are not known
   */
  static Liveness of(
      Holder holder, @Nullable Sessions sessions, FirstSight sight, LocalSockets sockets) {
    if (sessions == null) {
      return mayLive("this kind of server does not tell which sessions it has");
    }
    FirstSight.Candidates candidates = sight.of(holder, sessions);
    boolean direct = isOwn(sessions.own(), sockets);
    List<Session> possible = new ArrayList<>();
    for (Session session : candidates.sessions()) {
      if (!direct || !isOwn(session, sockets) || !isBeforeThisProcess(holder)) {
        possible.add(session);
      }
    }
    for (Session session : possible) {
      if (!session.hidden() && isAt(session, holder)) {
        return new Liveness(Life.LIVES, session.text() + " is in the server");
      }
    }
    if (sessions.doubt() != null) {
      return mayLive(sessions.doubt());
    }
    if (!possible.isEmpty()) {
      return mayLive(
          possible.size()
              + (possible.size() == 1 ? " session" : " sessions")
              + " in the server may be its own, such as "
              + possible.get(0).text());
    }
    if (!sessions.complete()) {
      return mayLive("this login may not see all sessions of the server (MySQL's right PROCESS)");
    }
    if (!direct) {
      return mayLive(
          "it has no session in the server, but this process does not surely reach the server"
              + " without a proxy or an address translation, so it may have none while it lives");
    }
    return candidates.settled()
        ? new Liveness(Life.DEAD, "no session in the server can be its own")
        : mayLive("it has no session in the server, which is looked at once more in two seconds");
  }

  private static Liveness mayLive(String why) {
    return new Liveness(Life.MAY_LIVE, why);
  }

  /** {@return whether the server sees a connection of this process as this process itself does} */
  private static boolean isOwn(Session session, LocalSockets sockets) {
    return !session.hidden() && sockets.isOwn(session.address(), session.port());
  }

  private static boolean isAt(Session session, Holder holder) {
    return session.address().equals(holder.host())
        || (holder.hasAddress() && session.address().equals(holder.address()));
  }

  /**
   * Liquibase writes the server's time. How old the lock is by that clock is compared with how long
   * this process runs by its own, since the two need not show the same time.
   */
  private static boolean isBeforeThisProcess(Holder holder) {
    Duration age = holder.age();
    try {
      return age != null
          && age.toMillis() > ManagementFactory.getRuntimeMXBean().getUptime() + SLACK_MILLIS;
    } catch (LinkageError without) { // a runtime image without java.management
      return false;
    }
  }
}
