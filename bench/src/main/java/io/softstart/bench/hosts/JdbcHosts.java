package io.softstart.bench.hosts;

import com.zaxxer.hikari.HikariDataSource;
import io.softstart.config.Secret;
import io.softstart.gate.Probe;
import io.softstart.jdbc.JdbcProbe;
import io.softstart.net.ServiceUrl;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * A JDBC driver and the pool behind a gate.
 *
 * @param scheme such as {@code jdbc:postgresql:}
 * @param options of the URL, with their question mark
 */
record JdbcHosts(
    String name, String scheme, String options, String user, String password, int server)
    implements HostClient<HikariDataSource> {
  private String url(String hosts) {
    return scheme + "//" + hosts + "/app" + options;
  }

  @Override
  public void connect(String hosts) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url(hosts), user, password)) {
      ask(connection);
    }
  }

  @Override
  public Probe<HikariDataSource> probe(String hosts) {
    return JdbcProbe.pool(ServiceUrl.of(url(hosts)), user, Secret.of(password));
  }

  @Override
  public void use(HikariDataSource opened) throws SQLException {
    try (Connection connection = opened.getConnection()) {
      ask(connection);
    } finally {
      new Thread(opened::close, "close").start(); // waits for logins that hang at other hosts
    }
  }

  private static void ask(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("select 1");
    }
  }
}
