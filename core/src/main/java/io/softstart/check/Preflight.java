package io.softstart.check;

import java.util.Optional;

/**
 * One look at something that no waiting heals: a missing class, a directory that cannot be written,
 * a container that is too small. A lambda will do; {@link Checks} has the usual ones.
 *
 * <p>Called once, on the thread that reads the configuration; it should answer within milliseconds.
 */
@FunctionalInterface
public interface Preflight {
  /**
   * Looks.
   *
   * @return what is wrong, or empty if all is well
   * @throws Exception if it cannot tell; that is reported as a problem too
   */
  Optional<Finding> look() throws Exception;

  /**
   * Returns the same check as one that only warns.
   *
   * @return a check whose findings are warnings
   */
  default Preflight warn() {
    return new Warning(this);
  }
}
