package io.softstart.agent.greeting;

import io.softstart.net.ServiceUrl;
import io.softstart.net.Target;
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
    String info = userInfoOf(url.reveal());
    if (info.isEmpty()) {
      return new RedisGreeting(host, "", "", tls);
    }
    int colon = info.indexOf(':');
    String user = colon < 0 ? "" : decoded(info.substring(0, colon));
    return new RedisGreeting(host, user, decoded(info.substring(colon + 1)), tls);
  }

  /** {@return what stands before the hosts; empty for nothing} */
  private static String userInfoOf(String url) {
    int start = url.indexOf("://") + 3;
    int end = start;
    while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    return url.substring(start, Math.max(start, url.lastIndexOf('@', end - 1)));
  }

  private static String decoded(String text) {
    for (int i = text.indexOf('%'); i >= 0; i = text.indexOf('%', i + 1)) {
      if (i + 2 >= text.length() || !isHex(text.charAt(i + 1)) || !isHex(text.charAt(i + 2))) {
        throw new IllegalArgumentException(
            "a % in user or password is not followed by two hexadecimal digits: write it as %25");
      }
    }
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static boolean isHex(char c) {
    return Character.digit(c, 16) >= 0;
  }
}
