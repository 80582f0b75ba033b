package io.softstart.jdbc.migration;

/**
 * A migration lock that somebody holds.
 *
 * @param reason who holds it, since when, and whether the holder lives
 * @param action what to do, with the statement that frees it
 * @param lock tells this lock from one that is taken later; empty if that is not known
 * @param here whether the holder is on this host, by its name and address
 * @param state what is known of it
 */
public record HeldLock(String reason, String action, String lock, boolean here, State state) {
  /** What is known of a lock. */
  public enum State {
    /** Somebody may migrate. */
    HELD,
    /** Its holder is surely dead: nobody migrates. */
    DEAD,
    /** It was freed just now, since its holder is dead. */
    FREED
  }

  static HeldLock ofSession(String reason, String action) {
    return new HeldLock(reason, action, "", false, State.HELD);
  }

  static HeldLock of(Holder holder, String reason, String action, State state) {
    String lock = holder.lockedBy() + " " + holder.granted();
    return new HeldLock(reason, action, lock, holder.isThisHost(), state);
  }
}
