package io.softstart.examples.orders;

import io.softstart.config.ConfigReader;
import io.softstart.config.Secret;
import io.softstart.net.ServiceUrl;

/**
 * All that the service can be told. Neither the URL's password nor the secret is printed by the
 * record's {@code toString}.
 *
 * @param dbUrl where the database is
 * @param dbUser who logs in
 * @param dbPassword the user's password
 * @param redis where the cache is
 * @param kafka the brokers, {@code host:port,...}
 * @param httpPort where it listens; 0 for any free port, which is then logged
 */
record OrdersConfig(
    ServiceUrl dbUrl,
    String dbUser,
    Secret dbPassword,
    ServiceUrl redis,
    String kafka,
    int httpPort) {

  static OrdersConfig read(ConfigReader env) {
    return new OrdersConfig(
        env.jdbcUrl("ORDERS_DB_URL").describe("where the orders are kept").required(),
        env.string("ORDERS_DB_USER").describe("who logs in").orElse("orders"),
        env.secret("ORDERS_DB_PASSWORD").describe("the user's password").required(),
        env.url("ORDERS_REDIS")
            .describe("the cache; orders goes on without it")
            .orElse(ServiceUrl.of("redis://localhost")),
        env.endpoints("ORDERS_KAFKA").describe("the brokers that orders are told to").required(),
        // not ORDERS_PORT: Kubernetes sets that for a Service called orders
        env.integer("ORDERS_HTTP_PORT")
            .between(0, 65_535)
            .describe("where it listens; 0 for any free port")
            .orElse(8080));
  }
}
