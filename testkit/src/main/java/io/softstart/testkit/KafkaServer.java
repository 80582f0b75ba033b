package io.softstart.testkit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker under a test's control, in Docker or as a child process ({@link
 * ServerBackend}). The child process needs {@code org.apache.kafka:kafka_2.13} on the class path.
 *
 * <pre>{@code
 * try (KafkaServer kafka = KafkaServer.builder().saslPlain("app", "app-password").build()) {
 *   kafka.startInBackground(Duration.ofSeconds(20));
 *   Admin admin = Admin.create(new HashMap<>(kafka.clientSettings()));
 * }
 * }</pre>
 *
 * <p>It is a cluster of its own, broker and controller in one; {@link Builder#joining} adds
 * brokers. Topics made for its own use have one partition and one replica. Data survive a stop and
 * a kill. Thread-safe.
 */
public final class KafkaServer extends ControlledServer {
  private static final int MOST_BROKERS = 9;

  private final KafkaSettings settings;
  private final ServerBackend backend;
  private final int controller;
  private final AtomicInteger brokers = new AtomicInteger(1);

  private KafkaServer(
      KafkaSettings settings,
      ServerProcess process,
      ServerBackend backend,
      int port,
      int controller) {
    super("Kafka", process, port);
    this.settings = settings;
    this.backend = backend;
    this.controller = controller;
  }

  /**
   * Creates a broker with the defaults of {@link #builder()}; it is neither prepared nor started.
   *
   * @return a new broker on a port of its own
   */
  public static KafkaServer create() {
    return builder().build();
  }

  /**
   * Returns a builder: plain text, no login, the backend of {@link ServerBackend#chosen()}, Kafka
   * 4.3 in Docker.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns where clients connect first.
   *
   * @return host and port, such as {@code 127.0.0.1:23456}
   */
  public String bootstrapServers() {
    return host() + ":" + port();
  }

  /**
   * Returns what a client has to be told: address, protocol, the first user's login, trust store.
   *
   * @return settings of any Kafka client, a new map
   */
  public Map<String, String> clientSettings() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("bootstrap.servers", bootstrapServers());
    all.put("security.protocol", settings.protocol());
    for (Map.Entry<String, String> user : settings.users().entrySet()) {
      all.put("sasl.mechanism", "PLAIN");
      all.putIfAbsent("sasl.jaas.config", jaas(user.getKey(), user.getValue()));
    }
    TlsFiles keys = settings.keys();
    if (keys != null) {
      all.put("ssl.truststore.type", "PKCS12");
      all.put("ssl.truststore.location", keys.trustStore().toString());
      all.put("ssl.truststore.password", keys.password());
    }
    return all;
  }

  /**
   * Returns the value of {@code sasl.jaas.config} for a login by SASL/PLAIN.
   *
   * @param user the user name
   * @param password the password, in clear
   * @return the client's setting
   */
  public static String jaas(String user, String password) {
    return KafkaSettings.login(user, password);
  }

  @Override
  boolean isUsable() {
    return KafkaGreeting.isAnswered(host(), port(), settings.tls());
  }

  /** Sets up a {@link KafkaServer}. Not thread-safe. */
  public static final class Builder {
    private String image = "apache/kafka:4.3.1";
    private OptionalInt port = OptionalInt.empty();
    private @Nullable ServerBackend backend;
    private @Nullable String advertised;
    private @Nullable TlsFiles keys;
    private @Nullable KafkaServer first;
    private final Map<String, String> users = new LinkedHashMap<>();
    private final Map<String, String> settings = new LinkedHashMap<>();

    private Builder() {}

    /**
     * Lets the broker tell its clients another address than the one it has.
     *
     * @param hostAndPort such as {@code kafka.invalid:9092}
     * @return this
     */
    public Builder advertised(String hostAndPort) {
      advertised = notEmpty("advertised", hostAndPort);
      return this;
    }

    /**
     * Lets clients log in by SASL/PLAIN; may be called for several users.
     *
     * @param user the user name, letters and digits
     * @param password the password
     * @return this
     */
    public Builder saslPlain(String user, String password) {
      users.put(notEmpty("user", user), notEmpty("password", password));
      return this;
    }

    /**
     * Lets clients talk TLS.
     *
     * @param certificate the broker's key and certificate, which the caller closes
     * @return this
     */
    public Builder tls(TlsFiles certificate) {
      keys = certificate;
      return this;
    }

    /**
     * Sets one of the broker's properties, as in {@code server.properties}. The listener that
     * clients use is called {@code CLIENT}.
     *
     * @param name such as {@code auto.create.topics.enable}
     * @param value such as {@code false}
     * @return this
     */
    public Builder setting(String name, String value) {
      settings.put(notEmpty("name", name), value);
      return this;
    }

    /**
     * Makes it a further broker of another one's cluster, embedded like that one.
     *
     * @param other the cluster's first broker; without it this one does not become usable
     * @return this
     */
    public Builder joining(KafkaServer other) {
      first = other;
      return this;
    }

    /**
     * Takes another image when run in Docker; the embedded version is that of the class path.
     *
     * @param name such as {@code apache/kafka:4.3.1}
     * @return this
     */
    public Builder image(String name) {
      image = notEmpty("image", name);
      return this;
    }

    /**
     * Takes a given port instead of a free one.
     *
     * @param number the port on the host, from 1 to 65535
     * @return this
     */
    public Builder port(int number) {
      if (number < 1 || number > 65_535) {
        throw new IllegalArgumentException("port must be 1 to 65535, but is " + number);
      }
      port = OptionalInt.of(number);
      return this;
    }

    /**
     * Takes a given backend instead of {@link ServerBackend#chosen()}.
     *
     * @param given the backend
     * @return this
     */
    public Builder backend(ServerBackend given) {
      backend = given;
      return this;
    }

    /**
     * Creates the broker and reserves its port; nothing is prepared or started. Says on stderr,
     * once per JVM, which backend is used.
     *
     * @return a new broker
     * @throws TestkitException if the backend is not available here
     * @throws IllegalArgumentException if it is to join a broker in Docker, or there are too many
     */
    public KafkaServer build() {
      KafkaServer cluster = first;
      if (cluster != null && cluster.backend == ServerBackend.DOCKER) {
        throw new IllegalArgumentException("joining: a broker in Docker cannot be joined");
      }
      int node = cluster == null ? 1 : cluster.brokers.incrementAndGet();
      if (node > MOST_BROKERS) {
        throw new IllegalArgumentException("joining: " + MOST_BROKERS + " brokers are enough");
      }
      KafkaSettings all =
          new KafkaSettings(
              node,
              advertised,
              Collections.unmodifiableMap(new LinkedHashMap<>(users)), // the first logs in
              keys,
              Map.copyOf(settings));
      int number = port.isPresent() ? port.getAsInt() : Ports.free();
      ServerBackend runsIn =
          cluster != null
              ? ServerBackend.EMBEDDED
              : backend == null ? ServerBackend.chosen() : backend;
      boolean embedded = runsIn == ServerBackend.EMBEDDED;
      int controller = cluster != null ? cluster.controller : embedded ? Ports.free() : 0;
      ServerProcess process =
          embedded
              ? new EmbeddedKafka(all, number, controller)
              : new DockerKafka(image, all, number);
      Announcement.once(process.description());
      return new KafkaServer(all, process, runsIn, number, controller);
    }

    private static String notEmpty(String name, String value) {
      if (value.isEmpty()) {
        throw new IllegalArgumentException(name + " must not be empty");
      }
      return value;
    }
  }
}
