package io.softstart.config;

import io.softstart.net.ServiceUrl;

/** {@code jdbc:vendor:...}; knows the slips that drivers answer with a misleading message. */
final class JdbcUrlType extends StrictType<ServiceUrl> {
  private static final String POSTGRESQL = "jdbc:postgresql://";

  JdbcUrlType() {
    super(
        "a JDBC URL such as jdbc:postgresql://host:5432/database",
        ServiceUrl.of(POSTGRESQL + "localhost/"));
  }

  @Override
  ServiceUrl parse(String text) throws BadValue {
    ServiceUrl url = ServiceUrl.of(text); // first of all: it makes its password known
    UrlType.refuseBlanks(text);
    if (!text.startsWith("jdbc:")) {
      String hint = text.contains("://") ? hintFor(text) : null;
      throw new BadValue("does not begin with jdbc:", hint);
    }
    if (text.startsWith("jdbc:postgres:")) {
      throw new BadValue("begins with jdbc:postgres:", "no driver takes it: write " + POSTGRESQL);
    }
    int vendor = text.indexOf(':', 5);
    if (vendor < 6 || vendor == text.length() - 1) {
      throw new BadValue("names no database after jdbc:");
    }
    if (text.startsWith(POSTGRESQL) && hasUserInfo(text)) {
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

  private static boolean hasUserInfo(String text) {
    int at = text.indexOf('@');
    int query = text.indexOf('?');
    return at >= 0 && (query < 0 || at < query);
  }
}
