package io.softstart.config;

import io.softstart.net.ServiceUrl;
import io.softstart.text.Suggestion;
import io.softstart.text.UserInfo;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code jdbc:vendor:...}; knows the slips that drivers answer with a misleading message. */
final class JdbcUrlType extends StrictType<ServiceUrl> {
  private static final String POSTGRESQL = "jdbc:postgresql://";
  private static final List<String> VENDORS =
      List.of("postgresql", "mysql", "mariadb", "sqlserver", "db2");

  /** A database in memory: whole URLs, as their vendors document them. */
  private static final List<String> NAMELESS = List.of("jdbc:duckdb:", "jdbc:sqlite:");

  JdbcUrlType() {
    super(
        "a JDBC URL such as jdbc:postgresql://host:5432/database",
        ServiceUrl.of(POSTGRESQL + "localhost/"),
        LONG);
  }

  @Override
  ServiceUrl parse(String text) throws BadValue {
    ServiceUrl url = ServiceUrl.of(text); // first of all: it makes its password known
    if (text.startsWith("jdbc-secretsmanager:")) {
      return url; // of AWS' driver, which hands it to another one
    }
    if (!text.startsWith("jdbc:") && !isCapital(text)) {
      String hint = text.contains("://") ? hintFor(text) : null;
      throw new BadValue("does not begin with jdbc:", hint);
    }
    if (text.startsWith("jdbc:postgres:")) {
      throw new BadValue(
          "must begin with jdbc:postgresql:, not jdbc:postgres:", "write " + POSTGRESQL);
    }
    int vendor = text.indexOf(':', 5);
    int slashes = text.indexOf("//", 5);
    if (slashes > 5 && (vendor < 0 || vendor > slashes)) {
      throw new BadValue("has no colon after the driver's name", hintForVendor(text, slashes));
    }
    boolean named = vendor < text.length() - 1 || NAMELESS.contains(text);
    if (vendor < 6 || !named) {
      throw new BadValue("names no database after jdbc:");
    }
    if (text.startsWith(POSTGRESQL) && UserInfo.isIn(address(text))) {
      throw new BadValue(
          "holds a user or password before the host",
          "PostgreSQL's driver does not understand that: give them as settings of their own");
    }
    return url;
  }

  private static String hintFor(String text) {
    boolean postgres = text.startsWith("postgres://") || text.startsWith("postgresql://");
    if (!postgres) {
      return "put jdbc: before it";
    }
    String hint = "write " + POSTGRESQL + "host:5432/database";
    return hasUserInfo(text) ? hint + ", user and password as settings of their own" : hint;
  }

  /** {@code jdbc:postgres//db} and {@code jdbc:mysql//db}. */
  private static @Nullable String hintForVendor(String text, int slashes) {
    String vendor = Suggestion.to(text.substring(5, slashes), VENDORS);
    return vendor == null ? null : "did you mean jdbc:" + vendor + "://...?";
  }

  /** Some drivers take capitals too; those of PostgreSQL, MariaDB and H2 do not. */
  private static boolean isCapital(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.startsWith("jdbc:")
        && !lower.startsWith("jdbc:postgres")
        && !lower.startsWith("jdbc:mariadb:")
        && !lower.startsWith("jdbc:h2:");
  }

  /** What stands between the scheme of PostgreSQL and the options. */
  private static String address(String text) {
    int query = text.indexOf('?');
    return text.substring(POSTGRESQL.length(), query < 0 ? text.length() : query);
  }

  private static boolean hasUserInfo(String text) {
    int at = text.indexOf('@');
    int query = text.indexOf('?');
    return at >= 0 && (query < 0 || at < query);
  }
}
