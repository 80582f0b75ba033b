package io.softstart.gate;

/** Whether the JVM shuts down. */
final class ShutdownState {
  private ShutdownState() {}

  static boolean hasBegun() {
    Thread never = new Thread("softstart-never");
    try {
      Runtime.getRuntime().addShutdownHook(never);
      Runtime.getRuntime().removeShutdownHook(never);
      return false;
    } catch (IllegalStateException shuttingDown) {
      return true;
    }
  }
}
