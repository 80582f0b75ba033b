package io.softstart.agent.start;

import io.softstart.config.ConfigReader;

/**
 * When an application that says nothing counts as ready.
 *
 * @param port on which the process listens then; 0 for any, or for a main that has returned
 */
record ReadyRule(int port) {
  static final String KEY = "SOFTSTART_READY";

  private static final ReadyRule DEFAULT = new ReadyRule(0);
  private static final String PORT = "port:";
  private static final int HIGHEST = 65_535;

  static ReadyRule read(ConfigReader env) {
    return env.parsed(KEY, ReadyRule::of, DEFAULT)
        .describe("when the application is ready: the port on which it listens then")
        .example("port:8080")
        .optional()
        .orElse(DEFAULT);
  }

  private static ReadyRule of(String text) {
    String value = text.strip();
    try {
      int port = value.startsWith(PORT) ? Integer.parseInt(value.substring(PORT.length())) : 0;
      if (port >= 1 && port <= HIGHEST) {
        return new ReadyRule(port);
      }
    } catch (NumberFormatException noNumber) {
      // said below
    }
    throw new IllegalArgumentException("it is not port:1 to port:65535");
  }
}
