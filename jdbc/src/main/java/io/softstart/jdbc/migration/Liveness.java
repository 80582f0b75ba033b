package io.softstart.jdbc.migration;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the holder of Liquibase's lock lives. Liquibase keeps the connection by which it took the
 * lock until it frees it, so a holder that lives has a session in the server. It is dead only where
 * no session can be its own.
 *
 * @param life what is known
 * @param evidence why, as the end of a sentence
 */
record Liveness(Life life, String evidence) {
  private static final int SLACK_SECONDS = 2;

  /** What is known of a holder. */
  enum Life {
    LIVES,
    MAY_LIVE,
    DEAD
  }

  /**
   * Judges.
   *
   * @param sessions those that were there when the lock was seen first; null if they are not known
   */
  static Liveness of(
      Holder holder, @Nullable Sessions sessions, double seen, LocalSockets sockets) {
    if (sessions == null) {
      return mayLive("this kind of server does not tell which sessions it has");
    }
    boolean direct = sockets.isOwn(sessions.own().port());
    boolean here = holder.isThisHost();
    List<Session> possible = new ArrayList<>();
    for (Session session : sessions.bornUntil(seen)) {
      if (isPossible(session, holder, here, direct, sessions.own(), sockets)) {
        possible.add(session);
      }
    }
    for (Session session : possible) {
      if (!session.hidden() && isAt(session, holder)) {
        return new Liveness(Life.LIVES, session.text() + " is in the server");
      }
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
          "it has no session in the server, but this process reaches the server through a proxy or"
              + " an address translation, so it may have none while it lives");
    }
    return new Liveness(Life.DEAD, "no session in the server can be its own");
  }

  private static Liveness mayLive(String why) {
    return new Liveness(Life.MAY_LIVE, why);
  }

  private static boolean isPossible(
      Session session,
      Holder holder,
      boolean here,
      boolean direct,
      Session own,
      LocalSockets sockets) {
    if (session.hidden() || session.port() < 0 || !direct) {
      return true;
    }
    boolean ours = session.address().equals(own.address()) && sockets.isOwn(session.port());
    if (ours) { // an earlier process took the lock, or another host
      return !isBeforeThisProcess(holder) || (!here && isAt(session, holder));
    }
    // also one whose process is gone: the server may still execute its last statement
    return !here || isNear(session, holder, own) || sockets.isOpen(session.port());
  }

  private static boolean isNear(Session session, Holder holder, Session own) {
    return session.address().equals(own.address()) || isAt(session, holder);
  }

  private static boolean isAt(Session session, Holder holder) {
    return session.address().equals(holder.host())
        || (holder.hasAddress() && session.address().equals(holder.address()));
  }

  /** Both times are those of this host, if it is the holder's at all. */
  private static boolean isBeforeThisProcess(Holder holder) {
    Timestamp granted = holder.granted();
    Optional<Instant> started = ProcessHandle.current().info().startInstant();
    return granted != null
        && started.isPresent()
        && granted.toInstant().isBefore(started.get().minusSeconds(SLACK_SECONDS));
  }
}
