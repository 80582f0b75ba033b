package io.softstart.spring;

import io.softstart.net.Target.Endpoint;
import io.softstart.text.HostPort;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;

/**
 * Where Consul and Vault are that {@code spring.config.import} names, for a gate on the address.
 */
final class CloudServers {
  private static final String CONSUL = "consul:";
  private static final String VAULT = "vault:";
  private static final int CONSUL_PORT = 8500;
  private static final int VAULT_PORT = 8200;

  private CloudServers() {}

  /** Whether a location names a server, and the library is there that reads it. */
  static boolean areNamedBy(String location) {
    return (location.startsWith(CONSUL)
            && OnClassPath.are(
                List.of(
                    "org.springframework.cloud.consul.config.ConsulConfigDataLocationResolver")))
        || (location.startsWith(VAULT)
            && OnClassPath.are(
                List.of("org.springframework.cloud.vault.config.VaultConfigDataLocationResolver")));
  }

  /** {@return the address; null where it is switched off, to be discovered, or not to be told} */
  static @Nullable Endpoint address(String location, Binder properties) {
    boolean consul = location.startsWith(CONSUL);
    String prefix = consul ? "spring.cloud.consul." : "spring.cloud.vault.";
    if ("false".equalsIgnoreCase(text(properties, prefix + "enabled", ""))
        || "false".equalsIgnoreCase(text(properties, prefix + "config.enabled", ""))
        || (!consul
            && "true".equalsIgnoreCase(text(properties, prefix + "discovery.enabled", "")))) {
      return null;
    }
    try {
      Endpoint named = consul ? named(location.substring(CONSUL.length())) : ofUri(properties);
      if (named != null) {
        return named;
      }
      String port =
          text(properties, prefix + "port", String.valueOf(consul ? CONSUL_PORT : VAULT_PORT));
      return new Endpoint(
          text(properties, prefix + "host", "localhost"), Integer.parseInt(port.strip()));
    } catch (IllegalArgumentException malformed) {
      return null; // the library says it
    }
  }

  /** {@code consul:host:8500}; what is no address is a path. */
  private static @Nullable Endpoint named(String rest) {
    String plain = rest.startsWith("//") ? rest.substring(2) : rest;
    HostPort found = HostPort.parse(plain.split("[/;?]", 2)[0]);
    return found.port() == null ? null : new Endpoint(found.host(), found.number());
  }

  private static @Nullable Endpoint ofUri(Binder properties) {
    String uri = text(properties, "spring.cloud.vault.uri", "").strip();
    if (uri.isEmpty()) {
      return null;
    }
    URI parsed = URI.create(uri);
    int standard = "http".equals(parsed.getScheme()) ? 80 : 443;
    return new Endpoint(
        String.valueOf(parsed.getHost()), parsed.getPort() < 0 ? standard : parsed.getPort());
  }

  private static String text(Binder properties, String name, String otherwise) {
    return properties.bind(name, String.class).orElse(otherwise);
  }
}
