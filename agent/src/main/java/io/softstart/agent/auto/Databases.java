package io.softstart.agent.auto;

import io.softstart.agent.greeting.JavaSql;
import io.softstart.jdbc.JdbcProbe;
import io.softstart.net.ServiceUrl;
import io.softstart.net.Target;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;

/**
 * Databases. A login is tried only where user and password are known: the application may read them
 * elsewhere, and a refused login would end what would start.
 */
final class Databases {
  private static final String NAME = "db";
  private static final String JDBC = "jdbc:";
  private static final String[][] VARIABLES = {
    {"SPRING_DATASOURCE_URL", "SPRING_DATASOURCE_USERNAME", "SPRING_DATASOURCE_PASSWORD"},
    {"KC_DB_URL", "KC_DB_USERNAME", "KC_DB_PASSWORD"},
    {"QUARKUS_DATASOURCE_JDBC_URL", "QUARKUS_DATASOURCE_USERNAME", "QUARKUS_DATASOURCE_PASSWORD"},
    {"DATASOURCES_DEFAULT_URL", "DATASOURCES_DEFAULT_USERNAME", "DATASOURCES_DEFAULT_PASSWORD"},
    {"JDBC_DATABASE_URL", "JDBC_DATABASE_USERNAME", "JDBC_DATABASE_PASSWORD"},
    {"DATABASE_URL", "DATABASE_USERNAME", "DATABASE_PASSWORD"},
    {"SPRING_R2DBC_URL", "", ""},
    {"QUARKUS_DATASOURCE_REACTIVE_URL", "", ""},
  };
  private static final String[] IN_THIS_PROCESS = {
    "jdbc:h2:", "jdbc:hsqldb:", "jdbc:derby:", "jdbc:sqlite:", "jdbc:tc:", "r2dbc:h2:", "r2dbc:tc:"
  };
  private static final Set<String> GREETING = Set.of("postgresql", "postgres", "mysql", "mariadb");

  private Databases() {}

  static List<Server> in(Variables variables) {
    List<Server> servers = new ArrayList<>();
    for (String[] names : VARIABLES) {
      String url = variables.get(names[0]);
      if (!url.isEmpty() && !isInThisProcess(url)) {
        String user = names[1].isEmpty() ? "" : variables.get(names[1]);
        String password = names[2].isEmpty() ? "" : variables.get(names[2]);
        servers.add(server(names[0], url, user, password));
      }
    }
    if (!variables.has("KC_DB_URL") && variables.has("KC_DB_URL_HOST")) {
      String user = variables.get("KC_DB_USERNAME");
      servers.add(
          server("KC_DB_URL_HOST", keycloaks(variables), user, variables.get("KC_DB_PASSWORD")));
    }
    return servers;
  }

  /** Those of H2 and others that are servers, too, are seldom late. */
  private static boolean isInThisProcess(String url) {
    for (String beginning : IN_THIS_PROCESS) {
      if (url.startsWith(beginning)) {
        return true;
      }
    }
    return false;
  }

  private static String keycloaks(Variables variables) {
    String vendor = variables.get("KC_DB");
    String port = variables.get("KC_DB_URL_PORT");
    String database = variables.get("KC_DB_URL_DATABASE");
    return JDBC
        + (vendor.equals("postgres") ? "postgresql" : vendor)
        + "://"
        + variables.get("KC_DB_URL_HOST")
        + (port.isEmpty() ? "" : ":" + port)
        + "/"
        + (database.isEmpty() ? "keycloak" : database);
  }

  private static Server server(String variable, String url, String user, String password) {
    if (url.startsWith(JDBC)) {
      return jdbc(variable, url, user, password);
    }
    String plain = url.substring(driverOf(url).length());
    Target target = ServiceUrl.of(plain).target();
    String[] credentials = userInfoOf(plain);
    boolean reactive = plain.length() < url.length();
    if (reactive || credentials.length < 2 || target.endpoints().isEmpty()) {
      return greeted(variable, target);
    }
    String scheme = target.scheme().equals("postgres") ? "postgresql" : target.scheme();
    String query = plain.contains("sslmode=require") ? "?sslmode=require" : "";
    String jdbc = JDBC + new Target(scheme, target.endpoints(), target.name()) + query;
    return jdbc(variable, jdbc, credentials[0], credentials[1]);
  }

  /** {@return what stands before the URL of a server, such as r2dbc:} */
  private static String driverOf(String url) {
    for (String driver : List.of("r2dbc:pool:", "r2dbc:", "vertx-reactive:")) {
      if (url.startsWith(driver)) {
        return driver;
      }
    }
    return "";
  }

  private static Server jdbc(String variable, String url, String user, String password) {
    Target target =
        JavaSql.isHere()
            ? JdbcProbe.login(ServiceUrl.of(url), new Properties()).target().orElseThrow()
            : ServiceUrl.of(url).target();
    if (isLogin(url)) {
      return new Server(NAME, variable, target, url);
    }
    if (user.isEmpty() || password.isEmpty()) {
      String scheme = target.scheme().substring(JDBC.length());
      return greeted(variable, new Target(scheme, target.endpoints(), target.name()));
    }
    boolean semicolons = url.startsWith("jdbc:sqlserver:");
    String first = semicolons ? ";" : url.indexOf('?') < 0 ? "?" : "&";
    String then = semicolons ? ";" : "&";
    String options =
        first
            + "softstart.user="
            + encoded(user)
            + then
            + "softstart.password="
            + encoded(password);
    return new Server(NAME, variable, target, url + options);
  }

  private static Server greeted(String variable, Target target) {
    if (!GREETING.contains(target.scheme())) {
      return Server.connectedTo(NAME, variable, target);
    }
    String url = target.endpoints().isEmpty() ? "" : target.toString();
    return new Server(NAME, variable, target, url);
  }

  /** Whether the URL itself has user and password. */
  private static boolean isLogin(String url) {
    String lower = url.toLowerCase(Locale.ROOT);
    return lower.contains("password=")
        || lower.contains("pwd=")
        || userInfoOf(url).length == 2
        || lower.matches("jdbc:oracle:[a-z]+:[^@/]+/[^@]+@.*");
  }

  /** {@return user and password; nothing where the URL has not both} */
  private static String[] userInfoOf(String url) {
    int start = url.indexOf("://") + 3;
    int end = start;
    while (end < url.length() && "/?#;".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    int at = start < 3 ? -1 : url.substring(start, end).lastIndexOf('@');
    String info = at < 0 ? "" : url.substring(start, start + at);
    int colon = info.indexOf(':');
    if (colon < 1 || colon == info.length() - 1) {
      return new String[0];
    }
    return new String[] {decoded(info.substring(0, colon)), decoded(info.substring(colon + 1))};
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
