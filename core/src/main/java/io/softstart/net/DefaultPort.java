package io.softstart.net;

import org.jspecify.annotations.Nullable;

/** The port that a client takes when its URL names none. */
final class DefaultPort {
  private DefaultPort() {}

  static @Nullable Integer of(String scheme) {
    return switch (scheme) {
      case "http", "ws" -> 80;
      case "https", "wss" -> 443;
      case "jdbc:postgresql", "postgresql", "postgres" -> 5432;
      case "jdbc:mysql", "mysql", "jdbc:mariadb", "mariadb" -> 3306;
      case "jdbc:sqlserver" -> 1433;
      case "jdbc:h2:tcp", "jdbc:h2:ssl" -> 9092;
      case "redis", "rediss" -> 6379;
      case "redis-sentinel", "rediss-sentinel" -> 26379;
      case "kafka" -> 9092;
      case "amqp" -> 5672;
      case "amqps" -> 5671;
      case "mongodb" -> 27017;
      default -> null;
    };
  }
}
