package io.softstart.crash;

import org.jspecify.annotations.Nullable;

/** Knows one common way to die. */
interface Killer {
  /**
   * {@return what happened and what to do, or null if this throwable is not of that kind}
   *
   * @param thrown one of the chain, not its causes
   * @param message its message, redacted
   * @param scene what else there is to be looked at
   */
  @Nullable Explanation explain(Throwable thrown, String message, CrashScene scene);
}
