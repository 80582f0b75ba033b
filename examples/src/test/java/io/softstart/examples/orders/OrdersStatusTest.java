package io.softstart.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.testkit.Ports;
import io.softstart.testkit.PostgresServer;
import io.softstart.testkit.RunningJvm;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** The operator sets a port, and the service shows itself while it waits. */
class OrdersStatusTest {
  @Test
  void isAliveFromTheBeginAndReadyAtTheEnd() throws Exception {
    String port = String.valueOf(Ports.free());
    try (PostgresServer postgres = PostgresServer.builder().user("orders").build()) {
      postgres.prepare();
      try (RunningJvm orders =
          OrdersJar.program(postgres).env("SOFTSTART_STATUS_PORT", port).start()) {
        orders.awaitLine("orders-db is not ready", OrdersJar.LIMIT);

        assertThat(get(port, "/livez").statusCode()).isEqualTo(200);
        HttpResponse<String> waiting = get(port, "/readyz?verbose");
        assertThat(waiting.statusCode()).isEqualTo(503);
        assertThat(waiting.body()).contains("[-] orders-db: trying after ", "REFUSED");

        postgres.start();
        OrdersJar.awaitReady(orders);

        assertThat(get(port, "/readyz").statusCode()).isEqualTo(200);
        assertThat(get(port, "/status").body())
            .contains("\"phase\":\"ready\"")
            .doesNotContain(postgres.password());
      }
    }
  }

  private static HttpResponse<String> get(String port, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }
}
