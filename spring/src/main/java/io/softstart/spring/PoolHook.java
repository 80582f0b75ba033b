package io.softstart.spring;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/** Gets beneath HikariCP's pools, whatever they are wrapped in. */
final class PoolHook implements OwnClients.Hook {
  private final OwnGates gates;
  private final SourceNames names;
  private final Environment environment;

  PoolHook(OwnGates gates, SourceNames names, Environment environment) {
    this.gates = gates;
    this.names = names;
    this.environment = environment;
  }

  @Override
  public void see(String name, Object bean) {
    if (bean instanceof DataSource source) {
      for (Map.Entry<String, DataSource> target : SourceTargets.of(name, source).entrySet()) {
        HikariDataSource pool = poolIn(target.getValue());
        if (pool != null) {
          see(target.getKey(), pool);
        }
      }
    }
  }

  private void see(String name, HikariDataSource pool) {
    String gate = names.of(pool.getJdbcUrl(), name);
    if (BeneathPool.fits(pool)
        && !LocalDatabase.isNamedBy(pool.getJdbcUrl())
        && SaidOfGates.isWanted(gate, environment)) {
      pool.setDataSource(new BeneathPool(pool, new OwnClient(gates, gate)));
    }
  }

  static @Nullable HikariDataSource poolIn(DataSource source) {
    if (source instanceof HikariDataSource pool) {
      return pool;
    }
    try {
      return source.isWrapperFor(HikariDataSource.class)
          ? source.unwrap(HikariDataSource.class)
          : null;
    } catch (SQLException notKnown) {
      return null;
    }
  }
}
