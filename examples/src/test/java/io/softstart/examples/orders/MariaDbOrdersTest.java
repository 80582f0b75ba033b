package io.softstart.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.softstart.testkit.MariaDbServer;
import io.softstart.testkit.RunningJvm;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Another database takes another URL and its driver, nothing else. */
class MariaDbOrdersTest {
  @Test
  void ordersAreKeptInALateMariaDb() throws Exception {
    assumeTrue(MariaDbServer.isAvailable(), "no Docker engine for MariaDB");
    try (MariaDbServer mariadb = MariaDbServer.builder().user("orders").build()) {
      mariadb.prepare();
      try (RunningJvm orders =
          OrdersJar.program(mariadb.jdbcUrl(), mariadb.password())
              .env("ORDERS_DB_USER", mariadb.user())
              .start()) {
        mariadb.startInBackground(Duration.ofSeconds(3));
        OrdersJar.awaitReady(orders);

        OrdersHttp http = OrdersHttp.of(orders);
        String order = http.post("/orders", "two pounds of coffee").body();
        assertThat(order).contains("\"id\":1,\"item\":\"two pounds of coffee\"");
        assertThat(http.get("/orders").body()).isEqualTo("[" + order.strip() + "]\n");
        assertThat(orders.stderr()).doesNotContain("\tat ");
      }
    }
  }
}
