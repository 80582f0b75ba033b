package io.softstart.spring;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.AnyGate;
import io.softstart.gate.Gate;
import io.softstart.jdbc.JdbcGates;
import io.softstart.jdbc.JdbcProbe;
import io.softstart.net.ServiceUrl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * A gate for {@code spring.datasource.*}, and one for each prefix of {@code softstart.datasources}.
 * An attempt is one login of the driver; the pool is a bean, and made by Spring.
 */
final class DataSourceGates {
  private static final String SPRINGS = "spring.datasource";
  private static final String DRUID = ".druid.";
  private static final List<String> DRUIDS = List.of("com.alibaba.druid.pool.DruidDataSource");
  private static final String JNDI = SPRINGS + ".jndi-name";

  private DataSourceGates() {}

  static List<AnyGate<?>> from(Environment environment, SaidOfGates said) {
    List<AnyGate<?>> gates = new ArrayList<>();
    String url = url(environment, SPRINGS);
    boolean elsewhere =
        environment.containsProperty(JNDI) // then nobody reads the URL
            || isDecrypted(environment);
    if (url != null && !elsewhere && !LocalDatabase.isNamedBy(url)) {
      gates.add(said.derived(gate("datasource", url, environment, SPRINGS, said)));
    }
    return gates;
  }

  /** Those that somebody has named: they are as required as any gate. */
  static List<AnyGate<?>> further(Environment environment, SaidOfGates said) {
    List<AnyGate<?>> gates = new ArrayList<>();
    for (String prefix : further(environment)) {
      String url = url(environment, prefix);
      if (url == null) {
        gates.add(missing(prefix));
      } else if (!LocalDatabase.isNamedBy(url)) {
        gates.add(gate(nameOf(prefix), url, environment, prefix, said));
      }
    }
    return gates;
  }

  private static List<String> further(Environment environment) {
    return Binder.get(environment)
        .bind("softstart.datasources", Bindable.listOf(String.class))
        .orElse(List.of());
  }

  /** {@return the URL of Spring's own data source; null if none is set} */
  static @Nullable String url(Environment environment) {
    return url(environment, SPRINGS);
  }

  /** {@return the names of the gates of data sources, by the URLs that their properties name} */
  static Map<String, String> namesByUrl(Environment environment) {
    Map<String, String> names = new LinkedHashMap<>();
    for (Map.Entry<String, String> known : prefixes(environment).entrySet()) {
      String url = url(environment, known.getValue());
      if (url != null) {
        names.putIfAbsent(url, known.getKey());
      }
    }
    return names;
  }

  /** {@return the prefixes of the data sources, further ones in any case, by the gates' names} */
  static Map<String, String> prefixes(Environment environment) {
    Map<String, String> prefixes = new LinkedHashMap<>();
    prefixes.put("datasource", SPRINGS);
    for (String prefix : further(environment)) {
      prefixes.put(nameOf(prefix), prefix);
    }
    return prefixes;
  }

  /**
   * {@return the beginnings of the properties of further data sources, which somebody has named}
   */
  static List<String> named(Environment environment) {
    List<String> named = new ArrayList<>();
    for (String prefix : further(environment)) {
      if (isElsewhere(environment, prefix)) {
        named.add(prefix + ".");
      }
    }
    return named;
  }

  /** Whether a data source has a gate. */
  static boolean isElsewhere(Environment environment, String prefix) {
    try {
      String url = url(environment, prefix);
      return url != null && !LocalDatabase.isNamedBy(url);
    } catch (BindException circular) {
      return true;
    }
  }

  /** {@code app.archive} for {@code app.archive.datasource}. */
  private static String nameOf(String prefix) {
    String end = ".datasource";
    return prefix.endsWith(end) ? prefix.substring(0, prefix.length() - end.length()) : prefix;
  }

  /** What a pool is told by its own names wins, as it does in Spring. */
  private static @Nullable String url(Environment environment, String prefix) {
    String found =
        first(
            environment,
            prefix + ".hikari.jdbc-url",
            prefix + DRUID + "url",
            prefix + ".url",
            prefix + ".jdbc-url");
    return found == null || found.isBlank() ? null : found; // Spring takes an empty one for none
  }

  private static @Nullable String first(Environment environment, String... names) {
    for (String name : names) {
      String value = Bound.text(environment, name);
      if (value != null && (!name.contains(DRUID) || OnClassPath.are(DRUIDS))) {
        return value;
      }
    }
    return null;
  }

  /** Whether the pool decrypts its password: who logs in with what is set here is refused. */
  private static boolean isDecrypted(Environment environment) {
    String options = first(environment, SPRINGS + DRUID + "connection-properties");
    return options != null && options.contains("config.decrypt=true");
  }

  private static Gate<?> gate(
      String name, String url, Environment environment, String prefix, SaidOfGates said) {
    Properties options = new Properties();
    Map<String, String> forDriver =
        Binder.get(environment)
            .bind(
                prefix + ".hikari.data-source-properties",
                Bindable.mapOf(String.class, String.class))
            .orElse(Map.of());
    options.putAll(forDriver);
    put(options, "user", own(environment, prefix, "username"));
    put(options, "password", own(environment, prefix, "password"));
    JdbcProbe<DataSource> probe = JdbcProbe.login(ServiceUrl.of(url), options);
    return Gate.of(name, said.with(name, probe, JdbcGates::conditions));
  }

  private static @Nullable String own(Environment environment, String prefix, String name) {
    return first(
        environment, prefix + ".hikari." + name, prefix + DRUID + name, prefix + "." + name);
  }

  private static void put(Properties options, String name, @Nullable String value) {
    if (value != null) {
      options.setProperty(name, value);
    }
  }

  private static Gate<?> missing(String prefix) {
    return Gate.check(
        nameOf(prefix),
        attempt -> {
          throw attempt.notReady(
              Failure.of(
                  FailureKind.MISCONFIGURED,
                  prefix + ".url is not set, and softstart.datasources names " + prefix,
                  "set it, or take the name out of softstart.datasources"));
        });
  }
}
