package io.softstart.settings;

/** What becomes of a process whose gates do not open, as the code or the operator says. */
public enum OnFailure {
  /** It ends, with an exit code and a report. */
  EXIT,
  /** It stays alive, tries on slowly, and goes on with the application when everything opens. */
  HOLD
}
