package io.softstart.preflight;

import java.util.Optional;

/**
 * One check of something that waiting cannot fix: a missing class, a directory that cannot be
 * written, a container that is too small. A lambda will do; {@link Preflights} has the usual ones.
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
    Preflight checked = this;
    return new Preflight() { // a lambda would cost every start milliseconds
      @Override
      public Optional<Finding> look() throws Exception {
        Optional<Finding> finding = checked.look();
        return finding.isPresent() ? Optional.of(finding.get().asWarning()) : finding;
      }
    };
  }
}
