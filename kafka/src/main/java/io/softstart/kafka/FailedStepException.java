package io.softstart.kafka;

/** A request to the cluster failed; its message says which. */
final class FailedStepException extends Exception {
  private static final long serialVersionUID = 1;

  FailedStepException(String step, Throwable cause) {
    super(step + ": " + cause.getMessage(), cause);
  }
}
