package io.softstart.jdbc.migration;

import io.softstart.time.Stopwatch;
import io.softstart.time.Ticker;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the sessions that were there when a lock was seen first: what began later does not hold
 * it. No clock is compared. Each server is seen for the first time by itself, and one that does not
 * surely have all sessions is not seen at all: the holder's may be at another one. A lock whose
 * time has whole seconds may be another one that was taken in the same second, so that it counts as
 * seen when two seconds are over. Thread-safe.
 */
final class FirstSight {
  private static final Duration SAME_SECOND = Duration.ofSeconds(2);

  private final Ticker ticker;
  private @Nullable String lock;
  private Stopwatch seen;
  private @Nullable Set<String> there;

  FirstSight(Ticker ticker) {
    this.ticker = ticker;
    this.seen = new Stopwatch(ticker);
  }

  /**
   * Who may hold a lock.
   *
   * @param sessions those that were there already
   * @param settled whether a lock that is taken from now on cannot look the same
   */
  record Candidates(List<Session> sessions, boolean settled) {}

  /** Notes that nobody holds it. */
  synchronized void free() {
    lock = null;
  }

  synchronized Candidates of(Holder holder, Sessions sessions) {
    List<Session> now = sessions.others();
    Timestamp granted = holder.granted();
    String key = sessions.server() + " " + holder.lockedBy() + " " + granted;
    if (!key.equals(lock)) {
      lock = key;
      seen = new Stopwatch(ticker);
      there = null;
    }
    boolean exact = granted != null && granted.getNanos() != 0;
    boolean settled = exact || seen.elapsed().compareTo(SAME_SECOND) >= 0;
    if (sessions.doubt() != null) {
      there = null;
    } else if (there == null && granted != null && settled) {
      there = keys(now);
    }
    return new Candidates(among(now), settled);
  }

  private static Set<String> keys(List<Session> sessions) {
    Set<String> keys = new HashSet<>();
    for (Session session : sessions) {
      keys.add(key(session));
    }
    return keys;
  }

  private List<Session> among(List<Session> now) {
    Set<String> known = there;
    List<Session> old = new ArrayList<>();
    for (Session session : now) {
      if (known == null || session.hidden() || known.contains(key(session))) {
        old.add(session);
      }
    }
    return old;
  }

  /** Numbers are given again. */
  private static String key(Session session) {
    return session.id() + " " + session.born();
  }
}
