package io.softstart.bench.hosts;

import io.softstart.testkit.FaultyServer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The hosts of one URL, each doing what a state says. */
final class Hosts implements AutoCloseable {
  private final List<FaultyServer> servers = new ArrayList<>();

  /**
   * Opens them.
   *
   * @param server the port of a healthy server
   * @param tls the port of a service that talks TLS
   */
  Hosts(List<HostState> states, int server, int tls) {
    for (HostState state : states) {
      servers.add(state.open(server, tls));
    }
  }

  /** {@return host and port of each, separated by commas} */
  String list() {
    return servers.stream()
        .map(server -> server.host() + ":" + server.port())
        .collect(Collectors.joining(","));
  }

  /** {@return the text with names in place of the ports} */
  String named(String text) {
    String named = text;
    for (int i = 0; i < servers.size(); i++) {
      named = named.replace(servers.get(i).host() + ":" + servers.get(i).port(), "host" + (i + 1));
    }
    return named;
  }

  @Override
  public void close() {
    servers.forEach(FaultyServer::close);
  }
}
