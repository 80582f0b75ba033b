package io.softstart.examples.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks the service what {@code curl} would, and shows it as such. */
final class OrdersClient {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(LIMIT).build();
  private final URI orders;
  private final String curl;
  private final Screen screen;

  OrdersClient(URI orders, String curl, Screen screen) {
    this.orders = orders;
    this.curl = curl;
    this.screen = screen;
  }

  /** Orders something; returns the answer's body. */
  String order(String item) throws InterruptedException {
    screen.say("$ " + curl + " '" + item + "' " + orders);
    return send(
        HttpRequest.newBuilder(orders)
            .header("Content-Type", "text/plain")
            .POST(HttpRequest.BodyPublishers.ofString(item)),
        201);
  }

  /** Returns all orders as JSON. */
  String list() throws InterruptedException {
    screen.say("$ curl " + orders);
    return send(HttpRequest.newBuilder(orders), 200);
  }

  private String send(HttpRequest.Builder request, int expected) throws InterruptedException {
    HttpResponse<String> answer;
    try {
      answer = http.send(request.timeout(LIMIT).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new DemoFailure("orders does not answer: " + e);
    }
    String body = answer.body().strip();
    screen.say(answer.statusCode() + " " + body);
    if (answer.statusCode() != expected) {
      throw new DemoFailure("orders should have answered " + expected);
    }
    return body;
  }
}
