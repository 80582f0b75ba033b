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
  private final boolean hasJavaSql;

  /** Called by the service loader. */
  public JdbcOrGreetingGates() {
    this(JavaSql.isHere());
  }

  JdbcOrGreetingGates(boolean hasJavaSql) {
    this.hasJavaSql = hasJavaSql;
  }

  @Override
  public Set<String> schemes() {
    return Set.of("jdbc", "jdbc-secretsmanager");
  }

  @Override
  public Probe<?> probe(ServiceUrl url, ConfigReader options) {
    return hasJavaSql ? Login.probe(url, options) : greeting(url, options);
  }

  private static Probe<?> greeting(ServiceUrl url, ConfigReader options) {
    options.string("user").optional(); // for a login
    options.secret("password").optional();
    Greeting greeting = Greetings.of(url);
    if (greeting == null || url.target().endpoints().isEmpty()) {
      throw new IllegalArgumentException(
          "no driver can be loaded, since this process runs without the module java.sql: start it"
              + " with java --add-modules java.sql, or wait for tcp://host:port");
    }
    return new GreetingProbe(
        url.target(),
        greeting,
        url
            + " is asked in its own protocol, and a login is not tried: this process runs without"
            + " the module java.sql, which java --add-modules java.sql adds");
  }

  /** Is loaded where the module is there. */
  private static final class Login {
    private Login() {}

    @SuppressWarnings("unchecked") // those of jdbc: URLs open data sources
    static Probe<?> probe(ServiceUrl url, ConfigReader options) {
      Probe<DataSource> login = (Probe<DataSource>) new JdbcGates().probe(url, options);
      return new JdbcOrGreeting(url, login, Greetings.of(url));
    }
  }
}
