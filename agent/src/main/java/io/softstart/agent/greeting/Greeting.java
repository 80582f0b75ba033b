package io.softstart.agent.greeting;

import io.softstart.gate.Attempt;
import java.net.Socket;

/** What one kind of server says to a client that has not logged in. */
interface Greeting {
  /** {@return the server's name, for example PostgreSQL} */
  String server();

  /**
   * Returns when the server is usable, as far as it tells without a login.
   *
   * @throws Exception what it says otherwise
   */
  void exchange(Socket socket, Attempt attempt) throws Exception;
}
