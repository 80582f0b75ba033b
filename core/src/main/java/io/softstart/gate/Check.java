package io.softstart.gate;

/** A probe that opens nothing. */
@FunctionalInterface
public interface Check {
  /**
   * Tries once; returns if the dependency is usable.
   *
   * @param attempt this attempt
   * @throws Exception if it is not usable; diagnosed like a probe's
   */
  void run(Attempt attempt) throws Exception;
}
