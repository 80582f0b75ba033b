package com.example.recipes;

import io.softstart.config.ConfigReader;
import io.softstart.config.Secret;
import io.softstart.net.ServiceUrl;

/** The recipe of the design's first page. In a package of its own, as a user's code is. */
public record Orders(
    ServiceUrl dbUrl,
    String dbUser,
    Secret dbPassword,
    ServiceUrl redis,
    String kafka,
    int httpPort) {
  public static Orders read(ConfigReader env) {
    return new Orders(
        env.jdbcUrl("ORDERS_DB_URL").required(),
        env.string("ORDERS_DB_USER").orElse("orders"),
        env.secret("ORDERS_DB_PASSWORD").minLength(12).required(),
        env.url("ORDERS_REDIS").orElse(ServiceUrl.of("redis://localhost")),
        env.endpoints("ORDERS_KAFKA").required(),
        env.integer("ORDERS_HTTP_PORT").between(1, 65_535).orElse(8080));
  }
}
