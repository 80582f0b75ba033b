package io.softstart.gate;

import io.softstart.diagnosis.Diagnosis;
import io.softstart.net.Target;
import java.util.Optional;

/**
 * How to try a dependency once. A probe knows nothing of loops, pauses or policy; those belong to
 * the {@link Gate}. It must be usable for any number of attempts, of which two may overlap when one
 * had to be cut off.
 *
 * @param <T> what a successful attempt opens, for example a pool; {@link Void} for nothing
 */
@FunctionalInterface
public interface Probe<T> {
  /**
   * Tries once. Called on a daemon thread of its own, which is interrupted when the attempt's limit
   * is over. What it opens belongs into {@link Attempt#own}.
   *
   * @param attempt this attempt: its number, its limit, the owner of what it opens
   * @return what the application gets from {@link OpenGates#get}
   * @throws Exception any exception of the client; it is diagnosed
   */
  T open(Attempt attempt) throws Exception;

  /**
   * Checks again through what was opened, cheaply. The default finds nothing to check.
   *
   * @param opened what {@link #open} returned
   * @param attempt this attempt
   * @throws Exception if it is not usable any more
   */
  default void recheck(T opened, Attempt attempt) throws Exception {}

  /**
   * Tells how busy what was opened is, for the status. Called often, on a thread that answers
   * others: it must not block, and costs next to nothing.
   *
   * @param opened what {@link #open} returned
   * @return how busy it is; empty, as by default, for what has no such bound
   */
  default Optional<Pressure> pressure(T opened) {
    return Optional.empty();
  }

  /**
   * {@return what the probe's module knows about the throwables of its client} A gate asks the
   * user's rules first, then this, then the rules for sockets, DNS and TLS.
   */
  default Diagnosis diagnosis() {
    return thrown -> Optional.empty();
  }

  /** {@return what is tried, for logs and reports} */
  default Optional<Target> target() {
    return Optional.empty();
  }

  /**
   * Tells which address every connection of the client certainly goes to, so that a bare TCP
   * connect can find out at once that nothing listens there. Empty, as by default, wherever a
   * proxy, a socket factory, a local socket, a resolver or a choice among several addresses may
   * decide otherwise. Asked before each such connect, so that the answer may change with what the
   * probe learns of its client.
   *
   * @return the one address that the client dials; empty if that is not certain
   */
  default Optional<Target.Endpoint> dials() {
    return Optional.empty();
  }

  /**
   * Loads the classes of the client. Called once, on a daemon thread, while the first bare connect
   * is made; by default nothing is loaded.
   */
  default void preload() {}
}
