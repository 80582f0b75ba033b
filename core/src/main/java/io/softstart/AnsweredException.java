package io.softstart;

/** Ends a process that was only asked about its configuration, and has answered. */
final class AnsweredException extends StartupException {
  private static final long serialVersionUID = 1;

  AnsweredException() {
    super("asked about the configuration only, see stdout", "", null, 0);
  }
}
