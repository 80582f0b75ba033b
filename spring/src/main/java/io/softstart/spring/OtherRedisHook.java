package io.softstart.spring;

import io.softstart.diagnosis.Diagnosis;
import io.softstart.diagnosis.rules.DiagnosisTable;
import io.softstart.gate.Attempt;
import io.softstart.gate.Probe;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.context.Lifecycle;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Asks the connection factory of Jedis or Redisson for a connection and a PING where the address in
 * the properties is all that a gate could try.
 */
final class OtherRedisHook implements OwnClients.Hook {
  private static final String GATE = "redis";
  private static final String RULES = "redis.rules";
  private static final String LETTUCE = "LettuceConnectionFactory";

  private final OwnGates gates;
  private final Environment environment;

  OtherRedisHook(OwnGates gates, Environment environment) {
    this.gates = gates;
    this.environment = environment;
  }

  @Override
  public void see(String name, Object bean) {
    if (bean instanceof RedisConnectionFactory factory
        && gates.isDerived(GATE)
        && !bean.getClass().getSimpleName().equals(LETTUCE)
        && !(bean instanceof Lifecycle begun && !begun.isRunning())
        && GateSwitches.isWanted(GATE, environment)) {
      new OwnClient(gates, GATE).askBehindAddress(() -> ping(factory), new Ping(factory));
    }
  }

  private static boolean ping(RedisConnectionFactory factory) {
    RedisConnection connection = factory.getConnection();
    try {
      connection.ping();
    } finally {
      connection.close();
    }
    return true;
  }

  /** A connection of the factory's, as the application will have it. */
  private record Ping(RedisConnectionFactory factory) implements Probe<Void> {
    @Override
    @SuppressWarnings("NullAway") // there is nothing to hand over
    public Void open(Attempt attempt) {
      RedisConnection connection = attempt.own(factory.getConnection());
      connection.ping();
      connection.close();
      return null;
    }

    @Override
    public Diagnosis diagnosis() {
      return Words.TABLE.with(
          Map.of("target", "Redis", "host", "Redis", "user", "of the client", "database", "0"));
    }
  }

  /** Read at the first failure. */
  private static final class Words {
    static final DiagnosisTable TABLE =
        DiagnosisTable.read(
            RULES,
            io.softstart.redis.RedisGates.class.getResourceAsStream(RULES),
            OtherRedisHook::codes);
  }

  /** The word in capitals that an error of Redis begins with, wherever in the chain it stands. */
  static Collection<String> codes(Throwable thrown) {
    String message = thrown.getMessage();
    String type = thrown.getClass().getName();
    if (message == null || !(type.startsWith("redis.clients.") || type.startsWith("org.redis"))) {
      return List.of();
    }
    int end = 0;
    while (end < message.length() && Character.isUpperCase(message.charAt(end))) {
      end++;
    }
    return end > 2 ? List.of(message.substring(0, end)) : List.of();
  }
}
