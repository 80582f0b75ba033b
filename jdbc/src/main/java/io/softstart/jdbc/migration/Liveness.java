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
 * no session can be its own: of all that were there, only those of this very process are surely not
 * the holder's. Names and addresses prove nothing, since two networks may have the same ones.
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
   * @param sessions those of the server at this moment; null if they are not known
   */
  static Liveness of(
      Holder holder, @Nullable Sessions sessions, FirstSight sight, LocalSockets sockets) {
    if (sessions == null) {
      return mayLive("this kind of server does not tell which sessions it has");
    }
    FirstSight.Candidates candidates = sight.of(holder, sessions.others());
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

  /** Both times are those of this host, if it is the holder's at all. */
  private static boolean isBeforeThisProcess(Holder holder) {
    Timestamp granted = holder.granted();
    Optional<Instant> started = ProcessHandle.current().info().startInstant();
    return granted != null
        && started.isPresent()
        && granted.toInstant().isBefore(started.get().minusSeconds(SLACK_SECONDS));
  }
}
