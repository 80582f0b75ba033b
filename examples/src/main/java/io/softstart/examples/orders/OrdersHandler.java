package io.softstart.examples.orders;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code GET} and {@code POST /orders} and {@code GET /orders/<id>}. The body of a POST is
 * what is ordered, as plain text in UTF-8; every answer is JSON.
 */
final class OrdersHandler implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(OrdersHandler.class);
  private static final String ORDERS = "/orders";
  private static final int LISTED = 100;
  private static final int LONGEST = 1_000;

  private final OrderStore store;
  private final OrderCache cache;
  private final OrderEvents events;

  OrdersHandler(OrderStore store, OrderCache cache, OrderEvents events) {
    this.store = store;
    this.cache = cache;
    this.events = events;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      answer(exchange);
    } catch (SQLException e) {
      LOG.warn("{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI(), e);
      error(exchange, 503, "the database does not answer, try again");
    }
  }

  private void answer(HttpExchange exchange) throws IOException, SQLException {
    String path = exchange.getRequestURI().getPath();
    String method = exchange.getRequestMethod();
    if (path.equals(ORDERS)) {
      switch (method) {
        case "GET" -> list(exchange);
        case "POST" -> add(exchange);
        default -> notAllowed(exchange, "GET, POST");
      }
    } else if (path.startsWith(ORDERS + "/")) {
      if (method.equals("GET")) {
        find(exchange, path.substring(ORDERS.length() + 1));
      } else {
        notAllowed(exchange, "GET");
      }
    } else {
      error(exchange, 404, "there is only /orders here");
    }
  }

  private void list(HttpExchange exchange) throws IOException, SQLException {
    String orders =
        store.newest(LISTED).stream().map(Order::toJson).collect(Collectors.joining(",", "[", "]"));
    send(exchange, 200, orders);
  }

  private void find(HttpExchange exchange, String id) throws IOException, SQLException {
    Optional<String> order = id.matches("[0-9]{1,18}") ? find(Long.parseLong(id)) : none();
    if (order.isPresent()) {
      send(exchange, 200, order.get());
    } else {
      error(exchange, 404, "there is no such order");
    }
  }

  private Optional<String> find(long id) throws SQLException {
    Optional<String> cached = cache.find(id);
    if (cached.isPresent()) {
      return cached;
    }
    Optional<Order> stored = store.find(id);
    stored.ifPresent(cache::put);
    return stored.map(Order::toJson);
  }

  private void add(HttpExchange exchange) throws IOException, SQLException {
    byte[] body = exchange.getRequestBody().readNBytes(4 * LONGEST + 1);
    String item = new String(body, StandardCharsets.UTF_8).strip();
    if (item.length() > LONGEST) {
      error(exchange, 413, "an order has at most " + LONGEST + " characters");
    } else if (item.isEmpty() || item.chars().anyMatch(Character::isISOControl)) {
      error(exchange, 400, "send what is ordered as one line of text");
    } else {
      Order order = store.add(item);
      events.placed(order);
      exchange.getResponseHeaders().set("Location", ORDERS + "/" + order.id());
      send(exchange, 201, order.toJson());
    }
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  private static void notAllowed(HttpExchange exchange, String allowed) throws IOException {
    exchange.getResponseHeaders().set("Allow", allowed);
    error(exchange, 405, "allowed here: " + allowed);
  }

  private static void error(HttpExchange exchange, int status, String text) throws IOException {
    send(exchange, status, "{\"error\":" + JsonText.quoted(text) + "}");
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = (json + "\n").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
