package io.softstart.jdbc;

import io.softstart.net.Target;
import io.softstart.net.Target.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What may be printed of a JDBC URL, and where a bare TCP connect may knock, in the shapes that the
 * vendors have beside the common one. What does not fit has no endpoint.
 */
final class JdbcTarget {
  private static final int MYSQL_PORT = 3306;
  private static final int SQLSERVER_PORT = 1433;
  private static final int ORACLE_PORT = 1521;

  /** Patterns cost milliseconds; a plain URL of a host and a port needs none of them. */
  private static final class Shapes {
    static final Pattern HOST =
        Pattern.compile("(?:\\[([\\w:.%-]+)\\]|([\\w.-]+))(?::(\\d{1,5}))?");
    static final Pattern ADDRESS = Pattern.compile("(?i)address\\s*=|\\)\\s*,\\s*(?=\\()");
    static final Pattern HOST_KEY = key("host");
    static final Pattern PORT_KEY = key("port");
    static final Pattern NAME = Pattern.compile("[\\w.$-]*");
    static final Pattern LOCAL_POSTGRESQL =
        Pattern.compile("jdbc:postgresql:(?:///|//(?=\\?|$)|/)?([\\w.$-]*)(?:\\?[^@]*)?");
    static final Pattern SQLSERVER_HOST =
        Pattern.compile("([^\\\\:;]+|\\[[^\\]]+\\])(\\\\[^:;]+)?(?::(\\d+))?");
    static final Pattern ORACLE_SID = Pattern.compile("([\\w.-]+:\\d{1,5}):([\\w.$]+)(?:\\?.*)?");
    static final Pattern ORACLE_EASY =
        Pattern.compile("((?:tcps?:)?//)?([^/?]+)(?:/([\\w.$-]*)[^?]*)?(?:\\?.*)?");
    static final Pattern ORACLE_SERVICE =
        Pattern.compile("(?i)\\(\\s*(?:service_name|sid)\\s*=\\s*([\\w.$-]+)\\s*\\)");

    private static Pattern key(String name) {
      return Pattern.compile("(?i)[(,]\\s*" + name + "\\s*=\\s*\\[?([^\\s(),\\]]+)");
    }
  }

  private JdbcTarget() {}

  static Target of(String given) {
    String url = WrappedUrl.behind(given);
    Target common = Target.of(url);
    Vendor vendor = Vendor.of(url);
    if (vendor == null) {
      return common;
    }
    return switch (vendor) {
      case POSTGRESQL -> postgresql(url, common);
      case MYSQL, MARIADB -> mysql(url, common);
      case SQLSERVER -> sqlServer(url, common);
      case ORACLE -> oracle(url, common);
      case H2 -> h2(url, common);
    };
  }

  /** Without a host it is localhost. */
  private static Target postgresql(String url, Target common) {
    if (!common.endpoints().isEmpty()) {
      return common;
    }
    Matcher local = Shapes.LOCAL_POSTGRESQL.matcher(url);
    return local.matches()
        ? target(common, List.of(new Endpoint("localhost", 5432)), local.group(1))
        : common;
  }

  /** {@code address=(host=h)(port=1)}, {@code (host=h,port=1)}, {@code jdbc:mysql:replication:}. */
  private static Target mysql(String url, Target common) {
    int slashes = url.indexOf("://");
    if (!common.endpoints().isEmpty() || slashes < 0 || url.startsWith("jdbc:mysql+srv:")) {
      return common;
    }
    int lastKeyed = url.lastIndexOf(')');
    int slash = url.indexOf('/', Math.max(slashes + 3, lastKeyed));
    int end = slash < 0 ? url.length() : slash;
    String authority = url.substring(slashes + 3, end);
    if (lastKeyed < 0) {
      return target(common, hosts(authority, ",", MYSQL_PORT), nameIn(url, end));
    }
    return target(common, keyed(authority, MYSQL_PORT), nameIn(url, end));
  }

  /** {@code host\instance:port;databaseName=name}: an instance without a port may be anywhere. */
  private static Target sqlServer(String url, Target common) {
    int slashes = url.indexOf("://");
    List<String> parts = UrlOptions.semicolons(url.substring(slashes + 3));
    String name = UrlOptions.first(parts, "databasename", "database");
    String text = parts.get(0);
    String given = UrlOptions.first(parts, "servername", "server");
    Matcher host = Shapes.SQLSERVER_HOST.matcher(text.isEmpty() ? bracketed(given) : text);
    if (slashes < 0 || !host.matches()) {
      return target(common, List.of(), name);
    }
    String option = UrlOptions.first(parts, "portnumber", "port");
    String port = host.group(3) == null ? option : host.group(3);
    boolean instance = host.group(2) != null || !UrlOptions.first(parts, "instancename").isEmpty();
    if (instance && port.isEmpty()) {
      return target(common, List.of(), name);
    }
    String address = host.group(1) + (port.isEmpty() ? "" : ":" + port);
    return target(common, hosts(address, ",", SQLSERVER_PORT), name);
  }

  private static String bracketed(String host) {
    return host.indexOf(':') < 0 ? host : "[" + host + "]";
  }

  /** {@code @//host:1521/service}, {@code @host:1521:SID}, a descriptor; not an alias. */
  private static Target oracle(String url, Target common) {
    int at = url.indexOf('@');
    if (at < 0 || at != url.lastIndexOf('@')) { // a password may hold the second
      return common;
    }
    String address = url.substring(at + 1);
    if (address.startsWith("(")) {
      Matcher service = Shapes.ORACLE_SERVICE.matcher(address);
      return target(common, keyed(address, ORACLE_PORT), service.find() ? service.group(1) : "");
    }
    Matcher sid = Shapes.ORACLE_SID.matcher(address);
    if (sid.matches()) {
      return target(common, hosts(sid.group(1), ",", ORACLE_PORT), sid.group(2));
    }
    Matcher easy = Shapes.ORACLE_EASY.matcher(address);
    boolean fits = easy.matches();
    boolean alias = fits && easy.group(1) == null && easy.group(3) == null;
    if (!fits || (alias && easy.group(2).indexOf(':') < 0)) {
      return common;
    }
    String service = easy.group(3) == null ? "" : easy.group(3);
    return target(common, hosts(easy.group(2), "[,;]", ORACLE_PORT), service);
  }

  /** The last part of the path is the name: {@code tcp://host/~/name}, {@code mem:name}. */
  private static Target h2(String url, Target common) {
    int semicolon = url.indexOf(';');
    String path = semicolon < 0 ? url : url.substring(0, semicolon);
    int start = Math.max(path.lastIndexOf('/'), Math.max(path.lastIndexOf(':'), 0)) + 1;
    boolean remote = path.contains("://");
    boolean known = !remote || !common.endpoints().isEmpty();
    return target(common, common.endpoints(), known ? path.substring(start) : "");
  }

  private static String nameIn(String url, int slash) {
    String rest = url.substring(Math.min(slash + 1, url.length()));
    int query = rest.indexOf('?');
    return query < 0 ? rest : rest.substring(0, query);
  }

  private static Target target(Target common, List<Endpoint> endpoints, String name) {
    return new Target(common.scheme(), endpoints, Shapes.NAME.matcher(name).matches() ? name : "");
  }

  /** Returns all, or none if one of them is not plainly a host. */
  private static List<Endpoint> hosts(String list, String separator, int defaultPort) {
    List<Endpoint> found = new ArrayList<>();
    for (String text : list.split(separator, -1)) {
      Matcher host = Shapes.HOST.matcher(text);
      Endpoint endpoint =
          host.matches()
              ? endpoint(
                  host.group(1) == null ? host.group(2) : host.group(1), host.group(3), defaultPort)
              : null;
      if (endpoint == null) {
        return List.of();
      }
      found.add(endpoint);
    }
    return found;
  }

  /** Reads {@code address=(host=h)(port=1),...} and {@code (HOST=h,PORT=1),...}. */
  private static List<Endpoint> keyed(String text, int defaultPort) {
    List<Endpoint> found = new ArrayList<>();
    for (String address : Shapes.ADDRESS.split(text, -1)) {
      Matcher host = Shapes.HOST_KEY.matcher(address);
      Matcher port = Shapes.PORT_KEY.matcher(address);
      if (host.find()) {
        Endpoint endpoint =
            endpoint(host.group(1), port.find() ? port.group(1) : null, defaultPort);
        if (endpoint == null) {
          return List.of();
        }
        found.add(endpoint);
      }
    }
    return found;
  }

  private static @Nullable Endpoint endpoint(String host, @Nullable String port, int defaultPort) {
    try {
      return new Endpoint(host, port == null ? defaultPort : Integer.parseInt(port));
    } catch (IllegalArgumentException notPrintable) {
      return null;
    }
  }
}
