package io.softstart.kafka;

import io.softstart.client.DirectSockets;
import io.softstart.config.Secret;
import io.softstart.net.Target;
import io.softstart.net.Target.Endpoint;
import io.softstart.redact.SecretNames;
import io.softstart.text.HostPort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** What the application tells its Kafka clients; secrets in it are masked from then on. */
final class ClientSettings {
  private static final String BOOTSTRAP = "bootstrap.servers";

  private static final List<String> CONNECTING =
      List.of(
          BOOTSTRAP,
          "client.dns.lookup",
          "client.id",
          "config.providers",
          "sasl.",
          "security.",
          "socket.connection.setup.",
          "ssl.");

  private static final List<String> HANGS =
      List.of("request.timeout.ms", "socket.connection.setup.timeout.ms");

  private final Map<String, Object> all;
  private final List<Endpoint> bootstrap;

  private ClientSettings(Map<String, Object> all) {
    this.all = Map.copyOf(all);
    this.bootstrap = endpoints(this.all.get(BOOTSTRAP));
  }

  static ClientSettings of(Map<?, ?> given) {
    Map<String, Object> all = new HashMap<>();
    for (Map.Entry<?, ?> entry : given.entrySet()) {
      if (!(entry.getKey() instanceof String key)) {
        throw new IllegalArgumentException("settings: the key " + entry.getKey() + " is no text");
      }
      Object value = entry.getValue();
      if (value != null) { // as if it were not there, as Kafka takes it
        all.put(key, value);
        guard(key.toLowerCase(Locale.ROOT), value);
      }
    }
    return new ClientSettings(all);
  }

  private static void guard(String key, Object value) {
    if (SecretNames.isSecret(key)) {
      String text = value instanceof Password password ? password.value() : value.toString();
      Secret.of(text);
      if (key.contains("jaas")) {
        for (String option : JaasOptions.valuesIn(text)) {
          Secret.of(option);
        }
        for (String stray : JaasOptions.straysIn(text)) {
          Secret.of(stray);
        }
      }
    }
  }

  /**
   * What a client of ours needs to connect and to log in. Other settings are those of the
   * application's clients, of which another kind may refuse some.
   */
  Map<String, Object> forConnecting() {
    Map<String, Object> some = new HashMap<>();
    all.forEach(
        (key, value) -> {
          if (CONNECTING.stream().anyMatch(key::startsWith)) {
            some.put(key, value);
          }
        });
    return some;
  }

  /** What every client of Kafka is made of. */
  Map<String, Object> forClient() {
    return new HashMap<>(all);
  }

  /** What a client is made of that begins at one of the bootstrap servers. */
  Map<String, Object> at(Endpoint server) {
    Map<String, Object> settings = forClient();
    settings.put(BOOTSTRAP, server.toString());
    return settings;
  }

  /** The same for a client that goes on to the next address soon where one hangs; for proofs. */
  Map<String, Object> soonAt(Endpoint server, Duration soon) {
    Map<String, Object> settings = at(server);
    String millis = Long.toString(Math.max(500, soon.toMillis()));
    for (String limit : HANGS) {
      if (!isShorter(settings.get(limit), millis)) {
        settings.put(limit, millis);
      }
    }
    return settings;
  }

  private static boolean isShorter(@Nullable Object given, String millis) {
    try {
      return given != null && Long.parseLong(given.toString().strip()) < Long.parseLong(millis);
    } catch (NumberFormatException later) {
      return true; // the client says what is wrong with it
    }
  }

  /**
   * The one address that a client certainly goes to: with several bootstrap servers a closed one
   * says nothing of the others, and with canonical names it is not the one that is configured.
   */
  Optional<Endpoint> dials() {
    Object lookup = all.get("client.dns.lookup");
    boolean plain =
        bootstrap.size() == 1
            && !namesControllers()
            && (lookup == null || lookup.toString().equals("use_all_dns_ips"))
            && !all.containsKey("security.providers");
    return plain && DirectSockets.likeChannels() ? Optional.of(bootstrap.get(0)) : Optional.empty();
  }

  /** Empty if there are none, or one of them is malformed. */
  List<Endpoint> bootstrap() {
    return bootstrap;
  }

  /** What is printed. */
  Target target() {
    return new Target("kafka", bootstrap, "");
  }

  /** Whether the client is to be led by controllers, who have metadata of their own. */
  boolean namesControllers() {
    return all.containsKey("bootstrap.controllers");
  }

  boolean talksTls() {
    return protocol().endsWith("SSL");
  }

  boolean logsIn() {
    return protocol().startsWith("SASL");
  }

  String protocol() {
    Object protocol = all.get("security.protocol");
    return protocol == null ? "PLAINTEXT" : protocol.toString().toUpperCase(Locale.ROOT);
  }

  String mechanism() {
    Object mechanism = all.get("sasl.mechanism");
    return mechanism == null ? "GSSAPI" : mechanism.toString();
  }

  private static List<Endpoint> endpoints(@Nullable Object setting) {
    List<String> parts = new ArrayList<>();
    if (setting instanceof Collection<?> many) {
      many.forEach(each -> parts.add(String.valueOf(each)));
    } else if (setting != null) {
      parts.addAll(List.of(setting.toString().split(",", -1)));
    }
    List<Endpoint> found = new ArrayList<>();
    for (String part : parts) {
      String text = part.strip();
      int scheme = text.indexOf("://"); // a listener's name; the client skips it
      try {
        found.add(endpoint(scheme < 0 ? text : text.substring(scheme + 3)));
      } catch (IllegalArgumentException malformed) {
        return List.of();
      }
    }
    return List.copyOf(found);
  }

  private static Endpoint endpoint(String text) {
    HostPort parts = HostPort.parse(text);
    return new Endpoint(parts.host(), parts.number());
  }
}
