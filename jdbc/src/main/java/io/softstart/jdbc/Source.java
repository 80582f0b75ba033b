package io.softstart.jdbc;

import io.softstart.diagnosis.Failure;
import io.softstart.gate.Attempt;
import io.softstart.net.Target;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Where a probe's connections come from. */
interface Source<D extends DataSource> {
  /** Makes one attempt: logs in, or borrows; checks; returns what the gate hands over. */
  D open(Attempt attempt, List<ConnectionCheck> checks) throws Exception;

  /** Makes one attempt through what was opened. */
  default void recheck(D opened, Attempt attempt, List<ConnectionCheck> checks) throws Exception {
    Borrowed.check(opened, attempt, checks);
  }

  /**
   * Logs in at each host of a URL that names several, and out again.
   *
   * @return what each of them said; empty where one let us in, and where there are not several
   */
  default List<HostFailure> failuresByHost(Attempt attempt) {
    return List.of();
  }

  /** Returns what may be printed of the URL, if there is one. */
  Optional<Target> target();

  /** Returns the one address that its logins certainly go to. */
  Optional<Target.Endpoint> dials();

  /** Loads the classes that a login needs. */
  void preload();

  /** Returns the user's name, null if it is not known. */
  @Nullable String user();

  /** Whether neither URL nor settings certainly name a user. */
  default boolean namesNoUser() {
    return false;
  }

  /** Returns what of the URL has probably made a login fail, null if nothing is odd about it. */
  default @Nullable Failure oddity() {
    return null;
  }

  /** Whether the next attempt may log in with another password. */
  boolean passwordMayChange();
}
