package io.softstart.settings;

/** What becomes of a process whose gates do not open, as the code or the operator says. */
public enum OnFailure {
  /** It ends, with an exit code and a report. */
  EXIT,
  /** It keeps running and retries slowly; the application starts when everything opens. */
  HOLD
}
