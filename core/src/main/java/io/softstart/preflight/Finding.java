package io.softstart.preflight;

/**
 * What a check found to be wrong. What is known to be secret is masked when it is reported.
 *
 * <p>Immutable.
 *
 * @param subject what was looked at: {@code directory /var/lib/orders}
 * @param found what is wrong with it, to be read after the subject: {@code cannot be written}
 * @param needed what it should be
 * @param action what to do
 * @param isWarning whether the application may start all the same
 */
public record Finding(
    String subject, String found, String needed, String action, boolean isWarning) {

  /**
   * Returns a finding that is a problem: the application does not start.
   *
   * @param subject see above, as for the others
   * @param found what is wrong
   * @param needed what it should be
   * @param action what to do
   * @return the finding
   */
  public static Finding of(String subject, String found, String needed, String action) {
    return new Finding(subject, found, needed, action, false);
  }

  Finding asWarning() {
    return new Finding(subject, found, needed, action, true);
  }
}
