package io.softstart.status;

import io.softstart.spi.StatusService;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * Serves {@code /livez}, {@code /readyz}, {@code /status} and a page, on one daemon thread. Found
 * by core where a port is set; applications need not name it.
 */
public final class StatusEndpoints implements StatusService {
  /** For {@link java.util.ServiceLoader}. */
  public StatusEndpoints() {}

  @Override
  public Server serve(String bind, int port, Source source) throws IOException {
    InetSocketAddress address = new InetSocketAddress(bind, port);
    if (address.isUnresolved()) {
      throw new IOException("the address has a name that does not resolve");
    }
    SelectorServer server = new SelectorServer(address, new Answers(source));
    server.start();
    return server;
  }
}
