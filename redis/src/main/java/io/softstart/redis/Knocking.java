package io.softstart.redis;

import io.softstart.client.TcpConnect;
import io.softstart.gate.Attempt;
import io.softstart.net.Target;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bare TCP connects in front of a client that would log each server that is down. */
final class Knocking {
  private Knocking() {}

  /** Returns once one of several servers accepts; throws what the first one said if none does. */
  static void atAnyOf(Target target, Attempt attempt) throws IOException {
    List<Target.Endpoint> endpoints = target.endpoints();
    @Nullable IOException first = null;
    for (Target.Endpoint endpoint : endpoints) {
      try {
        TcpConnect.connectDirectly(endpoint, Limits.forLogin(attempt).dividedBy(endpoints.size()))
            .close();
        return;
      } catch (ClosedByInterruptException interrupted) {
        throw interrupted;
      } catch (IOException down) {
        first = first == null ? down : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
