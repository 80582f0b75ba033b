package io.softstart.redis;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a Redis URI, found without the client, whose texts repeat the URI, and which
 * takes {@code host:port} for a host where the port is not a number, or cuts a password at a {@code
 * #} in silence. No text of the URI is repeated.
 */
final class UrlProblem {
  private static final List<String> SCHEMES =
      List.of(
          "redis",
          "rediss",
          "redis+ssl",
          "redis+tls",
          "redis-sentinel",
          "rediss-sentinel",
          "redis-socket",
          "redis+socket");
  private static final String SAMPLE = "redis://host:6379/0";
  private static final String SENTINELS = "redis-sentinel://host1,host2:26379/0#master-name";

  private UrlProblem() {}

  /** Returns the first fault, or null if only the client can tell. */
  static @Nullable Failure in(String url) {
    if (url.isBlank()) {
      return fault("no Redis URI is configured", "set it, for example to " + SAMPLE);
    }
    if (url.strip().length() < url.length()) {
      return fault(
          "the Redis URI begins or ends with a blank or a line break",
          "remove it; files made by echo or an editor end with a line break");
    }
    int slashes = url.indexOf("://");
    String scheme = slashes < 0 ? "" : url.substring(0, slashes);
    if (url.startsWith("redis-socket:/") || url.startsWith("redis+socket:/")) {
      return null; // with one slash, or with three
    }
    if (!SCHEMES.contains(scheme)) {
      return fault(
          "the Redis URI does not begin with redis://, rediss:// or redis-sentinel://",
          "write " + SAMPLE + ", or rediss:// for TLS");
    }
    String rest = url.substring(slashes + 3);
    int query = rest.indexOf('?');
    if (rest.lastIndexOf('@') > end(rest, "/#?")) {
      return fault(
          "the Redis URI has an @ behind a slash, a hash or a question mark",
          "percent-encode the password: / is %2F, # is %23, ? is %3F, @ is %40");
    }
    try {
      URI read = new URI(url);
      return inParts(scheme, read, query >= 0 && rest.contains("sentinelMasterId="));
    } catch (URISyntaxException malformed) {
      return unreadable();
    }
  }

  private static @Nullable Failure inParts(String scheme, URI uri, boolean named) {
    String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
    for (String host : authority.substring(authority.lastIndexOf('@') + 1).split(",", -1)) {
      int colon = host.lastIndexOf(':');
      boolean ported = colon > host.lastIndexOf(']');
      if (host.isEmpty() || colon == 0) {
        return fault("the Redis URI names no host", "write " + SAMPLE);
      }
      if (ported && !isPort(host.substring(colon + 1)) && !isUsual(scheme, host, colon)) {
        return fault(
            "what stands behind a host in the Redis URI is not a port from 1 to 65535",
            "write " + SAMPLE + ", an IPv6 address in brackets");
      }
    }
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    if (path.length() > 1 && !isIndex(path.substring(1))) {
      return fault(
          "what stands behind the / in the Redis URI is not the number of a database",
          "write " + SAMPLE + ", or nothing behind the host");
    }
    String master = uri.getRawFragment();
    if (scheme.endsWith("sentinel") && !named && (master == null || master.isEmpty())) {
      return fault(
          "the Redis URI does not say which master the sentinels shall name", "write " + SENTINELS);
    }
    return null;
  }

  /** Returns what is said where only the client finds that it cannot read the URI. */
  static Failure unreadable() {
    return fault(
        "the Redis URI is malformed",
        "write " + SAMPLE + "; percent-encode what is special in the password, such as % as %25");
  }

  /** Returns what is said where the client would take all hosts for the name of one. */
  static Failure severalHosts() {
    return fault(
        "the Redis URI names several hosts, which only clusters and sentinels have",
        "use RedisProbe.cluster(..), or write " + SENTINELS);
  }

  /** Returns whom the URI logs in: without a name it is Redis' default user. */
  static String userIn(String url) {
    int slashes = url.indexOf("://");
    int at = url.lastIndexOf('@');
    int colon = slashes < 0 ? -1 : url.indexOf(':', slashes + 3);
    boolean named = colon > slashes + 3 && colon < at;
    return named ? url.substring(slashes + 3, colon) : "default";
  }

  private static int end(String text, String stops) {
    int end = 0;
    while (end < text.length() && stops.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  private static boolean isIndex(String digits) {
    return number(digits) >= 0;
  }

  /** Without a port, and with 0, Lettuce takes the usual one. */
  private static boolean isUsual(String scheme, String host, int colon) {
    String port = host.substring(colon + 1);
    return !scheme.endsWith("sentinel") && (port.isEmpty() || number(port) == 0);
  }

  private static boolean isPort(String digits) {
    long port = number(digits);
    return port >= 1 && port <= 65_535;
  }

  private static long number(String digits) {
    for (int i = 0; i < digits.length(); i++) {
      if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
        return -1;
      }
    }
    return digits.isEmpty() || digits.length() > 9 ? -1 : Long.parseLong(digits);
  }

  private static Failure fault(String reason, String action) {
    return Failure.worded(FailureKind.MISCONFIGURED, reason, action);
  }
}
