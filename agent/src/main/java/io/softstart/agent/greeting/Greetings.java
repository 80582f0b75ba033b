package io.softstart.agent.greeting;

import io.softstart.net.ServiceUrl;
import io.softstart.net.Target;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Which greeting a URL asks for. */
final class Greetings {
  private Greetings() {}

  /** {@return the greeting; null for a server that says nothing before a login} */
  static @Nullable Greeting of(ServiceUrl url) {
    Target target = url.target();
    String scheme = target.scheme();
    return switch (scheme.startsWith("jdbc:") ? scheme.substring(5) : scheme) {
      case "postgresql", "postgres" -> new PostgresGreeting(target.name());
      case "mysql", "mariadb" -> new MySqlGreeting();
      case "redis", "rediss" -> redis(url, scheme.equals("rediss"));
      case "kafka" -> new KafkaGreeting();
      default -> null;
    };
  }

  private static Greeting redis(ServiceUrl url, boolean tls) {
    String host = url.target().endpoints().isEmpty() ? "" : url.target().endpoints().get(0).host();
    String info = null;
    try {
      info = URI.create(url.reveal()).getRawUserInfo();
    } catch (IllegalArgumentException severalHosts) {
      // then there is none
    }
    if (info == null) {
      return new RedisGreeting(host, "", "", tls);
    }
    int colon = info.indexOf(':');
    String user = colon < 0 ? "" : decoded(info.substring(0, colon));
    return new RedisGreeting(host, user, decoded(info.substring(colon + 1)), tls);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
