package io.softstart.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.testkit.PostgresServer;
import io.softstart.testkit.RunningJvm;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The service itself, over HTTP. */
class OrdersServiceTest {
  private static PostgresServer postgres;
  private static RunningJvm orders;
  private static OrdersHttp http;

  @BeforeAll
  static void start() {
    postgres = PostgresServer.builder().user("orders").build();
    postgres.start();
    orders = OrdersJar.program(postgres).start();
    OrdersJar.awaitReady(orders);
    http = OrdersHttp.of(orders);
  }

  @AfterAll
  static void stop() {
    orders.close();
    postgres.close();
  }

  @Test
  void takesAnOrderAndShowsIt() throws Exception {
    HttpResponse<String> posted = http.post("/orders", "  tea\n");

    assertThat(posted.statusCode()).isEqualTo(201);
    assertThat(posted.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(posted.body()).matches("\\{\"id\":\\d+,\"item\":\"tea\",\"placed\":\"\\S+Z\"}\n");

    String location = posted.headers().firstValue("Location").orElseThrow();
    assertThat(http.get(location).body()).isEqualTo(posted.body());
    assertThat(http.get("/orders").body()).contains(posted.body().strip());
  }

  @Test
  void keepsWhatWouldBreakSqlOrJson() throws Exception {
    String posted = http.post("/orders", "\"crème\" \\ '); DROP TABLE orders; -- 🍰").body();

    assertThat(posted).contains("\"\\\"crème\\\" \\\\ '); DROP TABLE orders; -- 🍰\"");
    assertThat(http.get("/orders").body()).contains(posted.strip());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n", "two\nlines", "nul\0"})
  void refusesWhatIsNotOneLineOfText(String body) throws Exception {
    assertThat(http.post("/orders", body).statusCode()).isEqualTo(400);
  }

  @Test
  void refusesWhatIsTooLong() throws Exception {
    assertThat(http.post("/orders", "x".repeat(1_000)).statusCode()).isEqualTo(201);
    assertThat(http.post("/orders", "x".repeat(1_001)).statusCode()).isEqualTo(413);
    assertThat(http.post("/orders", "x".repeat(50_000)).statusCode()).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/order", "/ordersx", "/orders/0", "/orders/x", "/orders/", "/%00"})
  void doesNotFindWhatIsNotThere(String path) throws Exception {
    HttpResponse<String> answer = http.get(path);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).startsWith("{\"error\":");
  }

  @ParameterizedTest
  @CsvSource({"PUT, /orders, 'GET, POST'", "DELETE, /orders/1, GET"})
  void refusesOtherMethods(String method, String path, String allowed) throws Exception {
    HttpResponse<String> answer = http.send(method, path);

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains(allowed);
  }
}
