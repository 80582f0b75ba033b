package io.softstart.machine;

/** Whether the JVM shuts down. */
public final class ShutdownState {
  private ShutdownState() {}

  /** {@return whether it has begun, also before a hook of ours runs: hooks run side by side} */
  public static boolean hasBegun() {
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
