package io.softstart.examples.orders;

import io.softstart.testkit.OutputLine;
import io.softstart.testkit.RunningJvm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Talks to a running service where it says that it listens. */
final class OrdersHttp {
  private static final String LISTENING = "listening on ";

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI root;

  private OrdersHttp(URI root) {
    this.root = root;
  }

  static OrdersHttp of(RunningJvm orders) {
    OutputLine line = orders.awaitLine(LISTENING, OrdersJar.LIMIT);
    String text = line.text();
    return new OrdersHttp(URI.create(text.substring(text.indexOf(LISTENING) + LISTENING.length())));
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    return send(request(path).POST(BodyPublishers.ofString(body)));
  }

  HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
    return send(request(path).method(method, BodyPublishers.noBody()));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(root.resolve(path)).timeout(Duration.ofSeconds(10));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
