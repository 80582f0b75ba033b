package io.softstart.agent.greeting;

import io.softstart.agent.start.AgentLog;
import io.softstart.client.TcpConnect;
import io.softstart.gate.Attempt;
import io.softstart.gate.Probe;
import io.softstart.net.Target;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;

/** Tries the hosts of a URL in their order, until one of them greets. */
final class GreetingProbe implements Probe<Object> {
  private static final Object OPEN = new Object();

  private final Target target;
  private final Greeting greeting;
  private final String line;

  /**
   * Makes a probe.
   *
   * @param line to say before the first attempt
   * @throws IllegalArgumentException if the URL names no host and port
   */
  GreetingProbe(Target target, Greeting greeting, String line) {
    if (target.endpoints().isEmpty()) {
      throw new IllegalArgumentException("expected is " + target.scheme() + "://host:port");
    }
    this.target = target;
    this.greeting = greeting;
    this.line = line;
  }

  @Override
  public Object open(Attempt attempt) throws Exception {
    if (!line.isEmpty()) {
      AgentLog.sayOnce(line);
    }
    int left = target.endpoints().size();
    Exception last = new IOException("no host");
    for (Target.Endpoint endpoint : target.endpoints()) {
      Duration share = attempt.remaining().dividedBy(left--); // one that is silent takes no more
      try (Socket socket = attempt.own(TcpConnect.connect(endpoint, share))) {
        socket.setSoTimeout((int) Math.max(1, share.toMillis()));
        greeting.exchange(socket, attempt);
        return OPEN;
      } catch (IOException | Attempt.NotReady failed) {
        last = failed;
      }
    }
    throw last;
  }

  @Override
  public void recheck(Object opened, Attempt attempt) throws Exception {
    open(attempt);
  }

  @Override
  public Optional<Target> target() {
    return Optional.of(target);
  }
}
