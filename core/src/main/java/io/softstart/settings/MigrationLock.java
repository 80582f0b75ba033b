package io.softstart.settings;

/** What to do with the lock of a migration tool whose holder is dead, as the operator says. */
public enum MigrationLock {
  /** It is told, with the statement that frees it. */
  KEEP,
  /** It is freed where the holder is surely dead. */
  RELEASE_DEAD
}
