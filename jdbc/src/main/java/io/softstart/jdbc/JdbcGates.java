package io.softstart.jdbc;

import io.softstart.config.ConfigReader;
import io.softstart.config.Secret;
import io.softstart.diagnosis.Failure;
import io.softstart.gate.Probe;
import io.softstart.net.ServiceUrl;
import io.softstart.probe.GateFactory;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Gates from {@code jdbc:} URLs, which log in and out again and keep no connection. The options are
 * {@code table} and {@code query}, {@code writable} and {@code migrated} (true or false), {@code
 * migrated-to}; and {@code user}, {@code password} or {@code password_FILE} (read once), where they
 * are not among the driver's own parameters.
 */
public final class JdbcGates implements GateFactory {
  /** Called by the service loader. */
  public JdbcGates() {}

  @Override
  public Set<String> schemes() {
    return Set.of("jdbc", "jdbc-secretsmanager");
  }

  @Override
  public Probe<?> probe(ServiceUrl url, ConfigReader options) {
    Failure fault = UrlProblem.in(url.reveal());
    if (fault != null) {
      throw new IllegalArgumentException(fault.reason());
    }
    String user = options.string("user").optional().orElse(null);
    Secret password = options.secret("password").optional().orElse(null);
    return conditions(JdbcProbe.login(url, new GivenCredentials(user, password)), options);
  }

  /**
   * Adds the conditions that options ask for, to a probe that was made in another way.
   *
   * @param plain the probe
   * @param options reads {@code table}, {@code query}, {@code writable}, {@code migrated}, {@code
   *     migrated-to}
   * @param <D> the data source that it opens
   * @return the probe with these conditions behind its own
   */
  public static <D extends DataSource> JdbcProbe<D> conditions(
      JdbcProbe<D> plain, ConfigReader options) {
    boolean writable = options.bool("writable").orElse(false);
    boolean migrated = options.bool("migrated").orElse(false);
    Optional<String> query = options.string("query").optional();
    JdbcProbe<D> probe = writable ? plain.writable() : plain;
    probe = migrated ? probe.migrated() : probe;
    // parsed, so that a text which is refused is a problem of its key
    probe = options.parsed("migrated-to", probe::migratedTo, probe).orElse(probe);
    probe = options.parsed("table", probe::table, probe).orElse(probe);
    return query.isPresent() ? probe.query(query.get()) : probe;
  }
}
