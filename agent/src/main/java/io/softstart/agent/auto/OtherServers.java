package io.softstart.agent.auto;

import io.softstart.net.ServiceUrl;
import io.softstart.net.Target;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Redis, Kafka, RabbitMQ, MongoDB. Where they speak TLS they are only connected to: the application
 * decides which certificate it trusts.
 */
final class OtherServers {
  private static final String REDIS = "redis";
  private static final String KAFKA = "kafka";
  private static final String PORT_OF_REDIS = "6379";

  private OtherServers() {}

  static List<Server> in(Variables variables) {
    List<Server> servers = new ArrayList<>();
    for (String variable : List.of("SPRING_DATA_REDIS_URL", "REDIS_URL", "QUARKUS_REDIS_HOSTS")) {
      if (variables.has(variable)) {
        servers.add(redis(variable, variables.get(variable)));
      }
    }
    for (String prefix : List.of("SPRING_DATA_REDIS_", "SPRING_REDIS_", "REDIS_")) {
      if (variables.has(prefix + "HOST") && !variables.has(prefix + "URL")) {
        servers.add(redis(prefix + "HOST", redisUrl(variables, prefix)));
      }
    }
    addKafka(variables, "SPRING_KAFKA_", servers);
    addKafka(variables, "KAFKA_", servers);
    addConnected(variables, "rabbitmq", List.of("RABBITMQ_URL", "AMQP_URL"), servers);
    if (variables.has("SPRING_RABBITMQ_HOST")) {
      String host = "SPRING_RABBITMQ_HOST";
      String port = port(variables.get("SPRING_RABBITMQ_PORT"), "5672");
      Target target = ServiceUrl.of("amqp://" + variables.get(host) + ":" + port).target();
      servers.add(Server.connectedTo("rabbitmq", host, target));
    }
    List<String> mongo = List.of("SPRING_DATA_MONGODB_URI", "SPRING_MONGODB_URI", "MONGODB_URI");
    addConnected(variables, "mongodb", mongo, servers);
    return servers;
  }

  private static Server redis(String variable, String url) {
    return url.startsWith("rediss://")
        ? Server.connectedTo(REDIS, variable, ServiceUrl.of(url).target())
        : Server.at(REDIS, variable, url);
  }

  private static String redisUrl(Variables variables, String prefix) {
    String user = variables.get(prefix + "USERNAME");
    String password = variables.get(prefix + "PASSWORD");
    boolean tls =
        variables.get(prefix + "SSL_ENABLED").equalsIgnoreCase("true")
            || variables.get(prefix + "SSL").equalsIgnoreCase("true");
    return (tls ? "rediss://" : "redis://")
        + (password.isEmpty() ? "" : encoded(user) + ":" + encoded(password) + "@")
        + variables.get(prefix + "HOST")
        + ":"
        + port(variables.get(prefix + "PORT"), PORT_OF_REDIS);
  }

  /** Kubernetes sets REDIS_PORT=tcp://10.0.0.1:6379 for a service of that name. */
  private static String port(String text, String usual) {
    boolean number = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? text : usual;
  }

  private static void addKafka(Variables variables, String prefix, List<Server> servers) {
    String variable = prefix + "BOOTSTRAP_SERVERS";
    String text = variables.get(variable);
    if (text.isEmpty()) {
      return;
    }
    String security = variables.get(prefix + "SECURITY_PROTOCOL");
    boolean tls = security.contains("SSL");
    StringBuilder hosts = new StringBuilder();
    for (String server : text.split(",", -1)) {
      int scheme = server.indexOf("://"); // the listener's kind, as in PLAINTEXT://host:9092
      tls |= scheme > 0 && server.substring(0, scheme).contains("SSL");
      hosts.append(hosts.length() == 0 ? "" : ",");
      hosts.append(server.substring(scheme < 0 ? 0 : scheme + 3).strip());
    }
    Server kafka = Server.at(KAFKA, variable, "kafka://" + hosts);
    servers.add(tls ? Server.connectedTo(KAFKA, variable, kafka.target()) : kafka);
  }

  private static void addConnected(
      Variables variables, String name, List<String> names, List<Server> servers) {
    for (String variable : names) {
      if (variables.has(variable)) {
        Target target = ServiceUrl.of(variables.get(variable)).target();
        servers.add(Server.connectedTo(name, variable, target));
      }
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
