package io.softstart.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A broker's properties, wherever it runs. Clients have a listener of their own, so that its
 * security and the address that it advertises can be anything: the broker itself never uses it.
 *
 * @param node the number of the broker
 * @param advertised what the metadata tells clients; null for where it really listens
 * @param users passwords by user for SASL/PLAIN; empty for none
 * @param keys for TLS; null for none
 * @param extra further properties, which win
 */
record KafkaSettings(
    int node,
    @Nullable String advertised,
    Map<String, String> users,
    @Nullable SelfSigned keys,
    Map<String, String> extra) {
  static final String CLUSTER = "4L6g3nShT-eMCtK--X86sw";

  private static final String PLAIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required";

  /**
   * Returns the properties of {@code server.properties}.
   *
   * @param bind the address that clients connect to, as host:port
   * @param reached where clients find that address
   * @param internal the port of the other listener
   * @param controller the port of the cluster's controller
   * @param keyStore where the broker finds its key store
   */
  Map<String, String> properties(
      String bind, String reached, int internal, int controller, String keyStore) {
    boolean first = node == 1;
    String inside = "INTERNAL://127.0.0.1:" + internal;
    String control = first ? ",CONTROLLER://127.0.0.1:" + controller : "";
    Map<String, String> all = new LinkedHashMap<>();
    all.put("process.roles", first ? "broker,controller" : "broker");
    all.put("node.id", Integer.toString(node));
    all.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
    all.put("controller.listener.names", "CONTROLLER");
    all.put("inter.broker.listener.name", "INTERNAL");
    all.put("listeners", "CLIENT://" + bind + "," + inside + control);
    all.put(
        "advertised.listeners",
        "CLIENT://" + (advertised == null ? reached : advertised) + "," + inside);
    all.put(
        "listener.security.protocol.map",
        "CLIENT:" + protocol() + ",INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT");
    // one of everything, at once
    all.put("num.partitions", "1");
    all.put("offsets.topic.num.partitions", "1");
    all.put("offsets.topic.replication.factor", "1");
    all.put("transaction.state.log.num.partitions", "1");
    all.put("transaction.state.log.replication.factor", "1");
    all.put("transaction.state.log.min.isr", "1");
    all.put("share.coordinator.state.topic.replication.factor", "1");
    all.put("share.coordinator.state.topic.min.isr", "1");
    all.put("group.initial.rebalance.delay.ms", "0");
    if (!users.isEmpty()) {
      all.put("listener.name.client.sasl.enabled.mechanisms", "PLAIN");
      all.put("listener.name.client.plain.sasl.jaas.config", jaas());
    }
    if (keys != null) {
      all.put("listener.name.client.ssl.keystore.type", "PKCS12");
      all.put("listener.name.client.ssl.keystore.location", keyStore);
      all.put("listener.name.client.ssl.keystore.password", keys.password());
    }
    all.putAll(extra);
    return all;
  }

  String protocol() {
    return (users.isEmpty() ? "" : "SASL_") + (tls() ? "SSL" : "PLAINTEXT");
  }

  boolean tls() {
    return keys != null;
  }

  private String jaas() {
    StringBuilder text = new StringBuilder(PLAIN);
    users.forEach((user, password) -> text.append(" user_" + user + "=" + quoted(password)));
    return text.append(';').toString();
  }

  /** What a client's {@code sasl.jaas.config} is for a user. */
  static String login(String user, String password) {
    return PLAIN + " username=" + quoted(user) + " password=" + quoted(password) + ";";
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
