package io.softstart.spring;

import io.softstart.gate.AnyGate;
import io.softstart.gate.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * A server that Spring Boot connects to, and whose address is all that a gate can try. It is waited
 * for where a start would end without it, and where somebody asks for it: {@code
 * softstart.gates.<name>.enabled=true}.
 *
 * @param gate its name
 * @param clients the beans that connect, one of which must be on the class path
 * @param users the beans or annotated methods that connect at the start; empty for the clients
 * @param addresses the properties that name it; the first that is set counts
 * @param ports the properties with the port of an address that has none
 * @param standard where Spring Boot looks for it when nothing is said
 * @param when the property by which a start needs it; empty for none
 */
record OtherServer(
    String gate,
    List<String> clients,
    List<String> users,
    List<String> addresses,
    List<String> ports,
    String standard,
    String when) {
  private static final String REPOSITORIES =
      "org.springframework.data.elasticsearch.repository.support.";
  private static final String HOST = ".host";
  private static final String MORE_HOSTS = ".additional-hosts";
  private static final String WAIT_FOR = "softstart.wait-for";

  static final List<OtherServer> ALL =
      List.of(
          new OtherServer(
              "mongodb",
              List.of(
                  "com.mongodb.client.MongoClient",
                  "com.mongodb.reactivestreams.client.MongoClient"),
              List.of(),
              List.of(
                  "spring.mongodb.uri",
                  "spring.data.mongodb.uri",
                  "spring.mongodb.host",
                  "spring.data.mongodb.host"),
              List.of("spring.mongodb.port", "spring.data.mongodb.port"),
              "localhost:27017",
              "spring.data.mongodb.auto-index-creation"),
          new OtherServer(
              "elasticsearch",
              List.of("co.elastic.clients.transport.ElasticsearchTransport"),
              List.of(
                  REPOSITORIES + "ElasticsearchRepositoryFactoryBean",
                  REPOSITORIES + "ReactiveElasticsearchRepositoryFactoryBean"),
              List.of("spring.elasticsearch.uris"),
              List.of(),
              "localhost:9200",
              "spring.elasticsearch.uris"),
          new OtherServer(
              "pulsar",
              List.of("org.apache.pulsar.client.api.PulsarClient"),
              List.of(
                  "org.springframework.pulsar.annotation.PulsarListener",
                  "org.springframework.pulsar.reactive.config.annotation.ReactivePulsarListener"),
              List.of("spring.pulsar.client.service-url"),
              List.of(),
              "localhost:6650",
              "spring.pulsar.client.service-url"),
          new OtherServer(
              "mail",
              List.of("org.springframework.mail.javamail.JavaMailSender"),
              List.of(),
              List.of("spring.mail.host"),
              List.of("spring.mail.port"),
              "localhost:25",
              "spring.mail.test-connection"),
          onRequest(
              "rabbitmq",
              "org.springframework.amqp.rabbit.connection.ConnectionFactory",
              List.of("spring.rabbitmq.addresses", "spring.rabbitmq.host"),
              "spring.rabbitmq.port",
              "localhost:5672"),
          onRequest(
              "activemq",
              "org.apache.activemq.ActiveMQConnectionFactory",
              List.of("spring.activemq.broker-url"),
              "",
              "localhost:61616"),
          onRequest(
              "artemis",
              "org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory",
              List.of("spring.artemis.broker-url"),
              "",
              "localhost:61616"),
          onRequest(
              "cassandra",
              "com.datastax.oss.driver.api.core.CqlSession",
              List.of("spring.cassandra.contact-points"),
              "spring.cassandra.port",
              "127.0.0.1:9042"),
          onRequest(
              "couchbase",
              "com.couchbase.client.java.Cluster",
              List.of("spring.couchbase.connection-string"),
              "",
              "localhost:11210"),
          onRequest(
              "ldap",
              "org.springframework.ldap.core.ContextSource",
              List.of("spring.ldap.urls"),
              "",
              "localhost:389"),
          onRequest(
              "neo4j",
              "org.neo4j.driver.Driver",
              List.of("spring.neo4j.uri"),
              "",
              "localhost:7687"));

  private static OtherServer onRequest(
      String gate, String client, List<String> addresses, String port, String standard) {
    List<String> ports = port.isEmpty() ? List.of() : List.of(port);
    return new OtherServer(gate, List.of(client), List.of(), addresses, ports, standard, "");
  }

  /** {@return the beginnings of all their properties, separated by commas} */
  static String beginnings() {
    return ALL.stream()
        .flatMap(server -> server.addresses.stream())
        .map(property -> property.substring(0, property.lastIndexOf('.')))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** {@return the gates of those that are to be waited for} */
  static List<AnyGate<?>> gates(Environment environment, SaidOfGates said) {
    List<AnyGate<?>> gates = new ArrayList<>();
    for (OtherServer server : ALL) {
      if (server.isDue(environment, said) && server.isThere()) {
        List<AddressGate.Address> found = server.addresses(environment);
        if (!found.isEmpty()) {
          gates.add(said.derived(Gate.of(server.gate, AddressGate.of(found))));
        }
      }
    }
    return gates;
  }

  /** {@return the one of a gate; null if there is none} */
  static @Nullable OtherServer of(String gate) {
    for (OtherServer server : ALL) {
      if (server.gate.equals(gate)) {
        return server;
      }
    }
    return null;
  }

  /** Not where somebody has a gate of this name. */
  private boolean isDue(Environment environment, SaidOfGates said) {
    String needed = when.isEmpty() ? null : Bound.text(environment, when);
    return ((said.isAnything(gate) && isRequested(environment))
            || (needed != null && !"false".equalsIgnoreCase(needed)))
        && !GateSwitches.isOff(gate, environment)
        && !environment.containsProperty(GateSwitches.prefix(gate) + "url")
        && !String.valueOf(Bound.text(environment, WAIT_FOR)).contains(gate + "=");
  }

  /** Whether somebody has asked to wait for it. */
  boolean isRequested(Environment environment) {
    String prefix = GateSwitches.prefix(gate);
    return GateSwitches.isSaid(environment, prefix + "enabled", "true")
        || environment.containsProperty(prefix + "required")
        || environment.containsProperty(prefix + "optional");
  }

  private boolean isThere() {
    return clients.stream().anyMatch(client -> OnClassPath.are(List.of(client)));
  }

  private List<AddressGate.Address> addresses(Environment environment) {
    AddressGate.Address known = AddressGate.parse(standard, 0);
    if (known == null) {
      return List.of();
    }
    int port = known.port();
    for (String property : ports) {
      Integer set = Bound.as(Integer.class, environment, property);
      port = set == null ? port : set;
    }
    for (String property : addresses) {
      List<String> texts = new ArrayList<>(Bound.list(environment, property));
      if (!texts.isEmpty()) {
        if (property.endsWith(HOST)) { // MongoDB has more of them
          String more = property.substring(0, property.length() - HOST.length()) + MORE_HOSTS;
          texts.addAll(Bound.list(environment, more));
        }
        return AddressGate.parseAll(texts, port);
      }
    }
    return List.of(new AddressGate.Address(known.host(), port));
  }

  /** {@return the beans and annotated methods that connect at the start} */
  List<String> atStart() {
    return users.isEmpty() ? clients : users;
  }
}
