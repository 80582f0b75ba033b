package io.softstart.bench.hosts;

import io.softstart.testkit.Behaviour;
import io.softstart.testkit.FaultyServer;
import java.util.Locale;

/** What one host of a list does. */
enum HostState {
  UP,
  REFUSED,
  /** Accepts and says nothing. */
  HANG,
  /** Drops packets. */
  UNREACHABLE,
  RESET,
  /** Another service, which talks TLS. */
  TLS,
  /** Another service, which talks HTTP. */
  HTTP;

  /** Whether a server of the right kind may still come up there. */
  boolean mayStillCome() {
    return this == REFUSED || this == HANG || this == UNREACHABLE || this == RESET;
  }

  /** Opens such a host on a port of its own. */
  FaultyServer open(int server, int tls) {
    return FaultyServer.with(
        switch (this) {
          case UP -> Behaviour.proxyTo("127.0.0.1", server);
          case REFUSED -> Behaviour.refuse();
          case HANG -> Behaviour.hang();
          case UNREACHABLE -> Behaviour.unreachable();
          case RESET -> Behaviour.reset();
          case TLS -> Behaviour.proxyTo("127.0.0.1", tls);
          case HTTP -> Behaviour.readSome().thenSend("HTTP/1.1 400 Bad Request\r\n\r\n");
        });
  }

  @Override
  public String toString() {
    return this == TLS || this == HTTP ? name() : name().toLowerCase(Locale.ROOT);
  }
}
