package io.softstart.agent.greeting;

import io.softstart.config.ConfigReader;
import io.softstart.gate.Probe;
import io.softstart.net.ServiceUrl;
import io.softstart.probe.GateFactory;
import java.util.Set;

/** Gates for servers whose greeting is known, from {@code postgresql://host:port} and the like. */
public final class ServerGates implements GateFactory {
  /** Called by the service loader. */
  public ServerGates() {}

  @Override
  public Set<String> schemes() {
    return Set.of("postgresql", "postgres", "mysql", "mariadb", "redis", "rediss", "kafka");
  }

  @Override
  public Probe<?> probe(ServiceUrl url, ConfigReader options) {
    Greeting greeting = Greetings.of(url);
    if (greeting == null) {
      throw new IllegalArgumentException("no greeting is known for this URL");
    }
    boolean logsIn = greeting instanceof RedisGreeting redis && !redis.password().isEmpty();
    String line =
        url + " is asked in " + greeting.server() + "'s own protocol; a login is not tried";
    return new GreetingProbe(url.target(), greeting, logsIn ? "" : line);
  }
}
