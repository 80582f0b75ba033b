package io.softstart.redis;

import io.softstart.gate.Attempt;
import io.softstart.net.Target;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a probe's client and connections come from. Without a bound: one would load the client's
 * classes when a source is verified, before it is known that a port listens.
 */
interface Source<C> {
  /** Returns the client of this attempt, owned by the attempt if it was made for it. */
  C client(Attempt attempt, Settings settings) throws Exception;

  /** Connects: with AUTH and SELECT, as the application would. */
  Session connect(C client, Attempt attempt) throws Exception;

  /** Lets the client that is handed over know what the checks have seen since it connected. */
  default void settle(C client, List<ServerCheck> passed, Attempt attempt) throws Exception {}

  /** Returns the one server that every connection goes to, if there is just one. */
  default Optional<Target.Endpoint> dials() {
    return Optional.empty();
  }

  /** Returns where it connects to; null where only the client knows. */
  @Nullable Address address();
}
