package io.softstart.testkit;

import java.util.List;

/** The backends that can be tested on this machine. */
final class Backends {
  private Backends() {}

  static List<ServerBackend> here() {
    return ServerBackend.chosen() == ServerBackend.DOCKER
        ? List.of(ServerBackend.DOCKER, ServerBackend.EMBEDDED)
        : List.of(ServerBackend.EMBEDDED);
  }
}
