package io.softstart.gate;

import io.softstart.net.Target;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/**
 * A bare TCP connect in front of a probe: no driver, no log line of a driver. Used only while the
 * last failure was a refused connection, since MySQL blocks hosts that connect often and say
 * nothing.
 */
final class Knock {
  private Knock() {}

  static void at(Target.Endpoint endpoint, Duration limit) throws IOException {
    try (Socket socket = new Socket()) {
      int millis = (int) Math.max(1, Math.min(Integer.MAX_VALUE, limit.toMillis()));
      socket.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), millis);
    }
  }
}
