package io.softstart.jdbc;

import io.softstart.client.DirectSockets;
import io.softstart.net.Target.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one address that every connection of a JDBC URL certainly goes to. A driver can connect in
 * many other ways: through a socket factory, a proxy, a local socket, a pipe, to servers that DNS
 * or a service file names. Where a URL, a property or the driver hints at one, there is no such
 * address.
 */
final class DialedAddress {
  /** Parts of the names of options that decide how, or where to, a driver connects. */
  private static final List<String> HINTS =
      List.of(
          "socketfactory",
          "socketpath",
          "localsocket",
          "socks",
          "proxy",
          "pipe",
          "unix",
          "sharedmemory",
          "srv",
          "failover",
          "tunnel",
          "ssh",
          "tns_admin",
          "config.file",
          "source_route",
          "cloudsql",
          "resolver");

  /** Whole names of such options. */
  private static final Set<String> NAMES =
      Set.of("service", "pghost", "pgport", "protocol", "path", "propertiestransform");

  /** Properties that name another server than the URL does. */
  private static final Set<String> SERVERS =
      Set.of("host", "hostname", "port", "portnumber", "server", "servername", "instancename");

  private DialedAddress() {}

  /**
   * Finds the address.
   *
   * @param options passed to the driver beside the URL
   * @param driver the class name of the driver, null if it is not known yet
   */
  static Optional<Endpoint> of(String url, Properties options, @Nullable String driver) {
    Vendor vendor = Vendor.of(url);
    if (vendor == null
        || !WrappedUrl.behind(url).equals(url) // the wrapper may dial another host
        || (driver != null && !vendor.owns(driver))
        || !isPlain(vendor, url)
        || leadElsewhere(options)
        || (vendor == Vendor.ORACLE && leadElsewhereForOracle(System.getProperties()))) {
      return Optional.empty();
    }
    Optional<Endpoint> one = JdbcTarget.of(url).endpoint();
    return one.isPresent() && DirectSockets.reach(one.get()) ? one : Optional.empty();
  }

  private static boolean leadElsewhere(Properties options) {
    for (Object option : options.keySet()) {
      String name = option.toString().toLowerCase(Locale.ROOT);
      if (SERVERS.contains(name) || decides(name)) {
        return true;
      }
    }
    return false;
  }

  /** Oracle's driver takes its properties from the system's too. */
  private static boolean leadElsewhereForOracle(Properties system) {
    for (String name : system.stringPropertyNames()) {
      if (name.startsWith("oracle.") && decides(name.toLowerCase(Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }

  private static boolean decides(String name) {
    if (NAMES.contains(name)) {
      return true;
    }
    for (String hint : HINTS) {
      if (name.contains(hint)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPlain(Vendor vendor, String url) {
    if (vendor == Vendor.H2) {
      return url.startsWith("jdbc:h2:tcp:") || url.startsWith("jdbc:h2:ssl:");
    }
    boolean oracle = vendor == Vendor.ORACLE;
    // jdbc:mysql:loadbalance:, jdbc:mariadb:sequential:, jdbc:mysql+srv:, jdbc:oracle:oci:
    if (!oracle && !url.startsWith("jdbc:" + vendor.name().toLowerCase(Locale.ROOT) + ":")) {
      return false;
    }
    boolean usual =
        oracle
            ? url.startsWith("jdbc:oracle:thin:")
            : vendor == Vendor.POSTGRESQL || url.startsWith("//", url.indexOf(':', 5) + 1);
    if (!usual) {
      return false;
    }
    for (String name : optionNames(url)) {
      if (decides(vendor, url, name)) {
        return false;
      }
    }
    return true;
  }

  private static boolean decides(Vendor vendor, String url, String name) {
    if (vendor == Vendor.ORACLE && name.equals("protocol")) {
      return !url.toLowerCase(Locale.ROOT).replace(" ", "").contains("(protocol=tcp");
    }
    return decides(name);
  }

  /** Every name in the shape {@code name=}, in lower case. */
  private static List<String> optionNames(String url) {
    List<String> names = new ArrayList<>();
    String text = url.toLowerCase(Locale.ROOT);
    for (int assign = text.indexOf('='); assign >= 0; assign = text.indexOf('=', assign + 1)) {
      int start = assign;
      while (start > 0 && "?&;(,:".indexOf(text.charAt(start - 1)) < 0) {
        start--;
      }
      names.add(text.substring(start, assign).strip());
    }
    return names;
  }
}
