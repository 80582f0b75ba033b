package io.softstart.gate.engine;

/** What to do after a failure. Pauses are in nanoseconds. */
sealed interface Decision {
  /** Pause, then try again. */
  record GoOn(long pause) implements Decision {}

  /** Pause, then try again, only because the process is held alive. */
  record Hold(long pause, String why) implements Decision {}

  /** Try no more. */
  record GiveUp(String why) implements Decision {}
}
