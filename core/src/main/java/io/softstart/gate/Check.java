package io.softstart.gate;

/** A probe that opens nothing. */
@FunctionalInterface
public interface Check {
  /**
   * Tries once; returns if the dependency is usable. It runs on a daemon thread of its own, which
   * is interrupted when the time of the attempt is over; it may block until then.
   *
   * @param attempt this attempt
   * @throws Exception if it is not usable; diagnosed like a probe's
   */
  void run(Attempt attempt) throws Exception;
}
