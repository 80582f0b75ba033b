package io.softstart.redis;

import io.lettuce.core.AbstractRedisClient;
import io.softstart.gate.Attempt;
import io.softstart.net.Target;
import java.util.Optional;

/** Where a probe's client and connections come from. */
interface Source<C extends AbstractRedisClient> {
  /** Returns the client of this attempt, owned by the attempt if it was made for it. */
  C client(Attempt attempt, Settings settings) throws Exception;

  /** Connects: with AUTH and SELECT, as the application would. */
  Session connect(C client, Attempt attempt) throws Exception;

  /** Returns what may be printed of the URI, if it is known. */
  Optional<Target> target();

  /** Returns the user's name for messages. */
  String user();

  /** Whether it speaks TLS, as far as known. */
  boolean isTls();
}
