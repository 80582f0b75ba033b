package io.softstart.event;

/** Where a startup stands. */
public enum Phase {
  /** {@code begin} has returned; nothing was asked of it yet. */
  BEGUN,
  /** The settings are being read. */
  CONFIGURING,
  /** Gates are being waited for. */
  WAITING,
  /** The application's own start runs. */
  STARTING,
  /** The application is ready: the startup is over. */
  READY,
  /** The startup failed. */
  FAILED,
  /** Closed, or the process was stopped before it got ready. */
  STOPPED
}
