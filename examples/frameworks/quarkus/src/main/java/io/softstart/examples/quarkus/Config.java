package io.softstart.examples.quarkus;

import io.softstart.config.ConfigReader;
import io.softstart.config.Secret;
import io.softstart.net.ServiceUrl;

record Config(ServiceUrl dbUrl, String dbUser, Secret dbPassword) {
  static Config read(ConfigReader env) {
    return new Config(
        env.jdbcUrl("ORDERS_DB_URL").describe("where the orders are kept").required(),
        env.string("ORDERS_DB_USER").describe("the database user").orElse("orders"),
        env.secret("ORDERS_DB_PASSWORD").describe("the user's password").required());
  }
}
