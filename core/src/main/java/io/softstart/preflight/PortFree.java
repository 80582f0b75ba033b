package io.softstart.preflight;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.Optional;

/** Binds the port for a moment. */
record PortFree(int port) implements Preflight {
  @Override
  public Optional<Finding> look() throws IOException {
    try {
      new ServerSocket(port).close();
      return Optional.empty();
    } catch (BindException refused) {
      boolean low = port < 1024 && String.valueOf(refused.getMessage()).contains("ermission");
      return Optional.of(
          Finding.of(
              "port " + port,
              low ? "may not be taken by this user" : "is taken: something listens there already",
              "a port that is free",
              low
                  ? "take one above 1023, or grant the right to bind low ones"
                  : "stop what listens there (perhaps this application, still running), or choose"
                      + " another port"));
    }
  }
}
