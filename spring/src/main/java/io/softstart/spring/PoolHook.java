package io.softstart.spring;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.Method;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/** Gets beneath HikariCP's pools, whatever they are wrapped in. */
final class PoolHook implements OwnClients.Hook {
  private final OwnGates gates;
  private final Map<String, String> namesByUrl;
  private final boolean only;
  private final Environment environment;

  /**
   * Makes one.
   *
   * @param namesByUrl the gates that were derived from properties, by the URLs that these name
   * @param only whether there is one definition of a {@code DataSource} only: it is what the
   *     properties speak of, whatever became of its URL
   */
  PoolHook(OwnGates gates, Map<String, String> namesByUrl, boolean only, Environment environment) {
    this.gates = gates;
    this.namesByUrl = namesByUrl;
    this.only = only;
    this.environment = environment;
  }

  @Override
  public void see(String name, Object bean) {
    if (bean instanceof DataSource source) {
      for (HikariDataSource pool : poolsOf(source)) {
        String gate = nameOf(pool, name);
        if (BeneathPool.fits(pool)
            && !LocalDatabase.isNamedBy(pool.getJdbcUrl())
            && SaidOfGates.isWanted(gate, environment)) {
          pool.setDataSource(new BeneathPool(pool, new OwnClient(gates, gate)));
        }
      }
    }
  }

  private String nameOf(HikariDataSource pool, String bean) {
    String url = pool.getJdbcUrl();
    for (Map.Entry<String, String> known : namesByUrl.entrySet()) {
      if (only || (url != null && address(url).equals(address(known.getKey())))) {
        return known.getValue();
      }
    }
    return GateName.of(bean);
  }

  private static String address(String url) {
    int options = url.indexOf('?');
    return (options < 0 ? url : url.substring(0, options)).strip();
  }

  private static List<HikariDataSource> poolsOf(DataSource source) {
    List<HikariDataSource> pools = new ArrayList<>();
    if (source instanceof HikariDataSource pool) {
      pools.add(pool);
    } else if (isRouting(source)) {
      for (DataSource target : targetsOf(source)) {
        pools.addAll(target == source ? List.of() : poolsOf(target));
      }
    } else {
      HikariDataSource wrapped = wrappedIn(source);
      if (wrapped != null) {
        pools.add(wrapped);
      }
    }
    return pools;
  }

  private static @Nullable HikariDataSource wrappedIn(DataSource source) {
    try {
      return source.isWrapperFor(HikariDataSource.class)
          ? source.unwrap(HikariDataSource.class)
          : null;
    } catch (SQLException notKnown) {
      return null;
    }
  }

  private static boolean isRouting(DataSource source) {
    for (Class<?> type = source.getClass(); type != null; type = type.getSuperclass()) {
      if (type.getSimpleName().equals("AbstractRoutingDataSource")) {
        return true;
      }
    }
    return false;
  }

  private static Collection<DataSource> targetsOf(DataSource source) {
    List<DataSource> targets = new ArrayList<>();
    try {
      Method resolved = source.getClass().getMethod("getResolvedDataSources");
      for (Object target : ((Map<?, ?>) resolved.invoke(source)).values()) {
        targets.add((DataSource) target);
      }
    } catch (ReflectiveOperationException otherSpring) {
      return List.of();
    }
    return targets;
  }
}
