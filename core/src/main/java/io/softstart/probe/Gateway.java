package io.softstart.probe;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What proxies and gateways answer themselves, without the server behind them. */
final class Gateway {
  private static final String[][] ANSWERS = {
    {"no healthy upstream", "Envoy: no healthy upstream"},
    {"upstream connect error", "Envoy: upstream connect error"},
    {"upstream request timeout", "Envoy: upstream request timeout"},
    {"default backend - 404", "the ingress: default backend"},
    {"no route matched with those values", "Kong: no route matched"},
    {"no available server", "Traefik: no available server"},
    {"404 page not found", "a gateway such as Traefik, or a server in Go: page not found"},
  };

  private Gateway() {}

  /** Returns what answers, in a few words of ours; null if it may be the server itself. */
  static @Nullable String in(@Nullable String server, String body) {
    String text = body.length() > 400 ? "" : body.toLowerCase(Locale.ROOT);
    for (String[] answer : ANSWERS) {
      if (text.contains(answer[0])) {
        return answer[1];
      }
    }
    // Envoy passes on the name of the server behind it, unless it is told not to
    boolean envoy = server != null && server.toLowerCase(Locale.ROOT).contains("envoy");
    return envoy && body.isBlank() ? "Envoy" : null;
  }
}
