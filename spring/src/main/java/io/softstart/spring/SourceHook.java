package io.softstart.spring;

import io.softstart.diagnosis.Diagnosis;
import io.softstart.gate.Attempt;
import io.softstart.gate.Probe;
import io.softstart.jdbc.JdbcProbe;
import io.softstart.net.ServiceUrl;
import io.softstart.net.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * Gets beneath HikariCP's pools, also where they are wrapped. Any other {@code DataSource} is asked
 * for a connection, once, before anybody uses it, where the properties alone have not opened its
 * gate: other pools, Spring's own without a pool, and those of the application's making.
 */
final class SourceHook implements OwnClients.Hook {
  private static final String EMBEDDED =
      "org.springframework.jdbc.datasource.embedded.EmbeddedDatabase";
  private static final List<String> HIKARI = List.of("com.zaxxer.hikari.HikariDataSource");
  private static final String[] URLS = {"getUrl", "getURL", "getJdbcUrl"};

  private final OwnGates gates;
  private final SourceNames names;
  private final Environment environment;

  SourceHook(OwnGates gates, SourceNames names, Environment environment) {
    this.gates = gates;
    this.names = names;
    this.environment = environment;
  }

  @Override
  public void see(String name, Object bean) {
    if (bean instanceof DataSource source) {
      for (SourceTargets.Target target : SourceTargets.of(name, source)) {
        see(target);
      }
    }
  }

  private void see(SourceTargets.Target target) {
    DataSource source = target.source();
    DataSource pool = OnClassPath.are(HIKARI) ? BeneathPool.poolIn(source) : null;
    String url = urlOf(pool == null ? source : pool);
    String gate = names.of(url, target.name());
    if (isEmbedded(source)
        || LocalDatabase.isNamedBy(url)
        || !GateSwitches.isWanted(gate, environment)) {
      return;
    }
    OwnClient client = new OwnClient(gates, gate);
    if (pool != null) {
      BeneathPool.getBeneath(pool, client);
    } else if (!target.spare()) {
      client.askNow(() -> connect(source), new Asked(source, url));
    }
  }

  private static boolean isEmbedded(DataSource source) {
    for (Class<?> type : source.getClass().getInterfaces()) {
      if (type.getName().equals(EMBEDDED)) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable String urlOf(DataSource source) {
    for (String getter : URLS) {
      try {
        return (String) source.getClass().getMethod(getter).invoke(source);
      } catch (ReflectiveOperationException | RuntimeException other) {
        // it has another name, or there is none
      }
    }
    return null;
  }

  private static Boolean connect(DataSource source) throws SQLException {
    Connection connection = source.getConnection();
    KeptConnection.closeUnlessKept(source, connection);
    return connection != null;
  }

  /** A connection of the application's own, told in the words for its URL. */
  private static final class Asked implements Probe<Void> {
    private final DataSource source;
    private final JdbcProbe<?> knowing;
    private final JdbcProbe<?> addressed;

    Asked(DataSource source, @Nullable String url) {
      this.source = source;
      knowing = JdbcProbe.dataSource(source);
      addressed =
          url == null ? knowing : JdbcProbe.login(ServiceUrl.of(url.strip()), new Properties());
    }

    @Override
    @SuppressWarnings("NullAway") // there is nothing to hand over
    public Void open(Attempt attempt) throws Exception {
      KeptConnection.closeUnlessKept(source, source.getConnection());
      return null;
    }

    @Override
    public Diagnosis diagnosis() {
      return thrown -> {
        var told = addressed.diagnosis().diagnose(thrown);
        return told.isPresent() ? told : knowing.diagnosis().diagnose(thrown);
      };
    }

    @Override
    public Optional<Target> target() {
      return addressed.target();
    }
  }
}
