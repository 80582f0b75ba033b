package io.softstart.test;

import java.io.IOException;
import java.net.Socket;

/** What a port does with a connection that it has accepted. */
interface Behaviour {
  /** Says nothing; the connection stays open until the port closes it. */
  Behaviour HANG = connection -> {};

  /** Closes with a reset: what was sent is lost. */
  Behaviour RESET =
      connection -> {
        if (!connection.isClosed()) {
          connection.setSoLinger(true, 0);
          connection.close();
        }
      };

  /**
   * Serves a connection on a thread of its own.
   *
   * @param connection just accepted
   * @throws IOException if the client is gone
   */
  void serve(Socket connection) throws IOException;
}
