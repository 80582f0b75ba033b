package io.softstart.client;

/**
 * A supplier of credentials that failed: thrown by a probe in place of what the supplier threw, so
 * that its failure is never taken for the dependency's. It is waited for.
 */
public final class CredentialsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * Wraps what a supplier of credentials threw.
   *
   * @param thrown what it threw
   */
  public CredentialsException(Throwable thrown) {
    super("the password supplier failed", thrown);
  }
}
