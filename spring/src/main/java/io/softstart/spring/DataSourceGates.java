package io.softstart.spring;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
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

  /** Databases that live in this process, or that Testcontainers starts by their URL. */
  private static final String[] HERE = {
    "jdbc:h2:mem:",
    "jdbc:h2:file:",
    "jdbc:h2:~",
    "jdbc:h2:.",
    "jdbc:h2:/",
    "jdbc:hsqldb:mem:",
    "jdbc:hsqldb:file:",
    "jdbc:derby:memory:",
    "jdbc:sqlite:",
    "jdbc:tc:"
  };

  private DataSourceGates() {}

  static List<Gate<?>> from(Environment environment, SaidOfGates said) {
    List<Gate<?>> gates = new ArrayList<>();
    String url = url(environment, SPRINGS);
    if (url != null && !isHere(url)) {
      gates.add(gate("datasource", url, environment, SPRINGS, said));
    }
    for (String prefix : further(environment)) {
      url = url(environment, prefix);
      if (url == null) {
        gates.add(missing(prefix));
      } else if (!isHere(url)) {
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

  /** {@return the prefixes of the data sources, further ones in any case, by the gates' names} */
  static Map<String, String> prefixes(Environment environment) {
    Map<String, String> prefixes = new LinkedHashMap<>();
    prefixes.put("datasource", SPRINGS);
    for (String prefix : further(environment)) {
      prefixes.put(nameOf(prefix), prefix);
    }
    return prefixes;
  }

  /** Whether a data source has a gate. */
  static boolean isElsewhere(Environment environment, String prefix) {
    try {
      String url = url(environment, prefix);
      return url != null && !isHere(url);
    } catch (BindException circular) {
      return true;
    }
  }

  /** {@code app.archive} for {@code app.archive.datasource}. */
  private static String nameOf(String prefix) {
    String end = ".datasource";
    return prefix.endsWith(end) ? prefix.substring(0, prefix.length() - end.length()) : prefix;
  }

  private static boolean isHere(String url) {
    for (String beginning : HERE) {
      if (url.startsWith(beginning)) {
        return true;
      }
    }
    return false;
  }

  /** What HikariCP is told by its own names wins, as it does in Spring. */
  private static @Nullable String url(Environment environment, String prefix) {
    String url = first(environment, prefix + ".hikari.jdbc-url", prefix + ".url");
    return url == null ? Bound.text(environment, prefix + ".jdbc-url") : url;
  }

  private static @Nullable String first(Environment environment, String name, String other) {
    String value = Bound.text(environment, name);
    return value == null ? Bound.text(environment, other) : value;
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
    put(options, "user", first(environment, prefix + ".hikari.username", prefix + ".username"));
    put(options, "password", first(environment, prefix + ".hikari.password", prefix + ".password"));
    JdbcProbe<DataSource> probe = JdbcProbe.login(ServiceUrl.of(url), options);
    return Gate.of(name, said.with(name, probe, JdbcGates::conditions));
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
