package io.softstart.net;

import io.softstart.text.HostPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What of a dependency's URL may be printed: scheme, hosts, ports and the name behind them
 * (database, index, topic), each character from a whitelist. User info, query and fragment are
 * never part of it.
 *
 * <p>Immutable.
 *
 * @param scheme for example {@code jdbc:postgresql} or {@code redis}
 * @param endpoints where it is reached; empty if that is not known or not printable
 * @param name the path without its leading slash, or empty
 */
public record Target(String scheme, List<Endpoint> endpoints, String name) {

  /**
   * One host and port; immutable.
   *
   * @param host a name or an address; the brackets of an IPv6 address are left out
   * @param port 1 to 65535
   */
  public record Endpoint(String host, int port) {
    /**
     * Checks both parts.
     *
     * @param host a name or an address
     * @param port 1 to 65535
     * @throws IllegalArgumentException if the host holds a character that no host has, or the port
     *     is out of range; the message does not repeat the host
     */
    public Endpoint {
      if (host.startsWith("[") && host.endsWith("]") && host.indexOf(':') > 0) {
        host = host.substring(1, host.length() - 1); // as in URLs, and as sockets take it
      }
      if (host.isEmpty() || !HostPort.isHost(host)) {
        throw new IllegalArgumentException("host: not a host name or address");
      }
      if (port < 1 || port > 65_535) {
        throw new IllegalArgumentException("port: " + port + " is not between 1 and 65535");
      }
    }

    /** {@return {@code host:port}, an IPv6 address in brackets} */
    @Override
    public String toString() {
      return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
  }

  /**
   * Checks that everything is printable.
   *
   * @param scheme not empty
   * @param endpoints copied
   * @param name the path without its leading slash, or empty
   * @throws IllegalArgumentException if scheme or name hold a character outside the whitelist
   */
  public Target {
    Objects.requireNonNull(scheme, "scheme");
    endpoints = List.copyOf(endpoints);
    if (!Printable.isScheme(scheme)) {
      throw new IllegalArgumentException("scheme: not printable");
    }
    if (!Printable.isName(name)) {
      throw new IllegalArgumentException("name: not printable");
    }
  }

  /**
   * Returns a target of one host and port.
   *
   * @param scheme for example {@code tcp}
   * @param host a name or an address
   * @param port 1 to 65535
   * @return the target
   * @throws IllegalArgumentException if one of them is not printable or out of range
   */
  public static Target of(String scheme, String host, int port) {
    return new Target(scheme, List.of(new Endpoint(host, port)), "");
  }

  /**
   * Reads a URL of the common shape {@code
   * scheme://[user[:password]@]host[:port][,...][/name][?..]}, also behind {@code jdbc:}. What does
   * not fit the whitelist is left out as a whole, since a stray character may be part of a
   * password.
   *
   * @param url any text
   * @return the printable part; at the least a scheme, {@code unreadable} if not even that
   */
  public static Target of(String url) {
    UrlShape.Parts parts = UrlShape.partsOf(url);
    List<Endpoint> endpoints = new ArrayList<>();
    for (HostPort host : parts.hosts()) {
      endpoints.add(new Endpoint(host.host(), host.number()));
    }
    return new Target(parts.scheme(), endpoints, parts.name());
  }

  /** {@return the endpoint if there is exactly one: where a bare TCP connect may knock} */
  public Optional<Endpoint> endpoint() {
    return endpoints.size() == 1 ? Optional.of(endpoints.get(0)) : Optional.empty();
  }

  /** {@return the hosts and ports, separated by commas; the scheme if there are none} */
  public String address() {
    String hosts = joined();
    return hosts == null ? scheme : hosts;
  }

  private @Nullable String joined() {
    if (endpoints.isEmpty()) {
      return null;
    }
    List<String> each = new ArrayList<>();
    for (Endpoint endpoint : endpoints) {
      each.add(endpoint.toString());
    }
    return String.join(",", each);
  }

  /** {@return {@code scheme://host:port/name}, as far as known} */
  @Override
  public String toString() {
    String hosts = joined();
    if (hosts == null) {
      return scheme + ":" + (name.isEmpty() ? "..." : name);
    }
    return scheme + "://" + hosts + (name.isEmpty() ? "" : "/" + name);
  }
}
