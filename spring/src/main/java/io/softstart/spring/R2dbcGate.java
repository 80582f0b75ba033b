package io.softstart.spring;

import io.softstart.gate.AnyGate;
import io.softstart.gate.Gate;
import io.softstart.probe.TcpProbe;
import io.softstart.text.HostPort;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/** A gate for the address in {@code spring.r2dbc.url}: the driver has no words that we know. */
final class R2dbcGate {
  static final String NAME = "r2dbc";
  static final List<String> TYPES = List.of("io.r2dbc.spi.ConnectionFactory");

  private static final String URL = "spring.r2dbc.url";

  /** Those of drivers that know a server; all others run in this process or are not known. */
  private static final Map<String, Integer> PORTS =
      Map.of(
          "postgresql", 5432,
          "postgres", 5432,
          "mysql", 3306,
          "mariadb", 3306,
          "mssql", 1433,
          "sqlserver", 1433,
          "oracle", 1521);

  private R2dbcGate() {}

  static List<AnyGate<?>> from(Environment environment, SaidOfGates said) {
    HostPort address = address(Bound.text(environment, URL));
    if (address == null) {
      return List.of();
    }
    return List.of(said.derived(Gate.of(NAME, TcpProbe.of(address.host(), address.number()))));
  }

  /**
   * {@return the first host of a URL such as {@code r2dbc:pool:postgresql://db:5432/orders}; null
   * where it names none that a server could be on}
   */
  static @Nullable HostPort address(@Nullable String url) {
    int slashes = url == null ? -1 : url.indexOf("://");
    if (url == null || slashes < 0) {
      return null;
    }
    Integer port = PORTS.get(driver(url.substring(0, slashes)));
    String rest = url.substring(slashes + 3);
    String authority = rest.split("[/?#]", 2)[0];
    String hosts = authority.substring(authority.lastIndexOf('@') + 1);
    String first = hosts.split(",", 2)[0];
    if (port == null || first.isEmpty()) {
      return null;
    }
    HostPort found = HostPort.parse(first);
    HostPort whole =
        found.port() == null
            ? new HostPort(found.host(), String.valueOf(port), found.bracketed())
            : found;
    return whole.hasHost() && whole.number() > 0 ? whole : null;
  }

  /**
   * {@return the driver that connects, by what stands before the slashes; empty where it is not the
   * only one} Another one in front ({@code gcp}) may read the rest in its own way.
   */
  private static String driver(String before) {
    String[] words = before.split(":", -1);
    boolean pooled = words.length == 3 && words[1].equals("pool");
    boolean known = words[0].equals("r2dbc") || words[0].equals("r2dbcs");
    return known && (pooled || words.length == 2) ? words[words.length - 1] : "";
  }
}
