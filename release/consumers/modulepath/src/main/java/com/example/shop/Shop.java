package com.example.shop;

import com.zaxxer.hikari.HikariDataSource;
import io.softstart.Startup;
import io.softstart.config.Secret;
import io.softstart.gate.Gate;
import io.softstart.probe.Gates;
import io.softstart.jdbc.JdbcProbe;
import io.softstart.net.ServiceUrl;
import java.sql.Connection;
import java.sql.ResultSet;

/** Core and JDBC as named modules: drivers, rules and gates by URL are found there too. */
public final class Shop {
  public static void main(String[] args) {
    Startup startup = Startup.begin("shop", args);
    ServiceUrl url = startup.configure(env -> env.jdbcUrl("SHOP_DB_URL").required());

    Gate<HikariDataSource> db = Gate.of("db", JdbcProbe.pool(url, "sa", Secret.of("")));
    HikariDataSource pool = startup.await(db, Gates.fromUrl("same", url.reveal())).get(db);
    startup.run(
        () -> {
          try (pool;
              Connection connection = pool.getConnection();
              ResultSet answer = connection.createStatement().executeQuery("SELECT 6 * 7")) {
            answer.next();
            System.out.println(
                "the database says " + answer.getInt(1) + " to " + Shop.class.getModule());
          }
        });
  }
}
