package io.softstart.log;

/** How much a line matters. */
public enum Level {
  /** The startup goes on as it should. */
  INFO,
  /** It goes on, but somebody may want to look. */
  WARN,
  /** It does not go on. */
  ERROR
}
