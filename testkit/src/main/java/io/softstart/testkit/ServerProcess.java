package io.softstart.testkit;

/**
 * One installation of a server, in a container or as a child process, seen by {@link
 * ControlledServer}, which serialises all calls but {@link #isRunning} and {@link #log}.
 */
interface ServerProcess {
  String description();

  String host();

  /** Creates data and container; called once, before anything else. */
  void prepare();

  /** Launches and returns at once, without waiting for the server to be usable. */
  void launch();

  void stop();

  /** Works on a paused process as well, without waking it. */
  void kill();

  void pause();

  void resume();

  boolean isRunning();

  String log();

  /** Ends and deletes everything; called at any time, also after a failed prepare. */
  void remove();
}
