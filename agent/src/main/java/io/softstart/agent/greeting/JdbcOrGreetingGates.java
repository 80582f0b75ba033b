package io.softstart.agent.greeting;

import io.softstart.config.ConfigReader;
import io.softstart.gate.Probe;
import io.softstart.jdbc.JdbcGates;
import io.softstart.net.ServiceUrl;
import io.softstart.probe.GateFactory;
import java.util.Set;
import javax.sql.DataSource;

/** Gates from {@code jdbc:} URLs, with the driver of the application where there is one. */
public final class JdbcOrGreetingGates implements GateFactory {
  private final JdbcGates jdbc = new JdbcGates();

  /** Called by the service loader. */
  public JdbcOrGreetingGates() {}

  @Override
  public Set<String> schemes() {
    return jdbc.schemes();
  }

  @Override
  @SuppressWarnings("unchecked") // those of jdbc: URLs open data sources
  public Probe<?> probe(ServiceUrl url, ConfigReader options) {
    return new JdbcOrGreeting(url, (Probe<DataSource>) jdbc.probe(url, options), Greetings.of(url));
  }
}
