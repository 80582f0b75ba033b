package io.softstart.crash;

/** Ends the process: the only place that does. Replaced in tests. */
@FunctionalInterface
public interface ProcessExit {
  /**
   * Ends the process.
   *
   * @param code the exit code
   */
  void exit(int code);

  /** {@return the real exit} */
  static ProcessExit ofThisJvm() {
    return new ProcessExit() {
      @Override
      public void exit(int code) {
        try {
          Runtime.getRuntime().exit(code);
        } catch (Error noMemoryOrNoThreadForTheHooks) {
          Runtime.getRuntime().halt(code);
        }
      }
    };
  }
}
