package io.softstart.status;

import io.softstart.Startup;
import io.softstart.gate.Gate;
import io.softstart.probe.TcpProbe;

/** An application with a setting, a gate and a body that throws, by what its arguments ask for. */
final class Holder {
  private Holder() {}

  public static void main(String[] args) {
    Startup startup = Startup.begin("holder", args);
    int port =
        startup.configure(
            env -> {
              env.secret("HOLDER_PASSWORD").required();
              return env.integer("HOLDER_PORT").orElse(0);
            });
    if (port > 0) {
      startup.await(Gate.of("db", TcpProbe.of("127.0.0.1", port)));
    }
    startup.run(
        () -> {
          throw new IllegalStateException("the shelf is empty");
        });
  }
}
