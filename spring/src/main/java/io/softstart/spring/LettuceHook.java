package io.softstart.spring;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import io.softstart.diagnosis.Diagnosis;
import io.softstart.gate.Attempt;
import io.softstart.gate.Probe;
import io.softstart.net.Target;
import io.softstart.redis.RedisProbe;
import java.util.Optional;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Asks the client of a {@code LettuceConnectionFactory} where the properties alone have not opened
 * the gate: customizers and own beans know more. The factory's own connection is not used, since an
 * attempt that hangs would hold it up.
 */
final class LettuceHook implements OwnClients.Hook {
  private static final String GATE = "redis";
  private static final int DEFAULT_PORT = 6379;

  private final OwnGates gates;
  private final Environment environment;

  LettuceHook(OwnGates gates, Environment environment) {
    this.gates = gates;
    this.environment = environment;
  }

  @Override
  public void see(String name, Object bean) {
    if (bean instanceof LettuceConnectionFactory factory
        && factory.isRunning()
        && !gates.isAtUse(GATE) // it is made at every start, and says nothing of its use
        && (gates.isDerived(GATE) || !isDefault(factory))
        && GateSwitches.isWanted(GATE, environment)) {
      new OwnClient(gates, GATE).askNow(new Ping(factory));
    }
  }

  /** Where nobody has said anything of Redis, Spring Boot makes one that nobody may use. */
  private static boolean isDefault(LettuceConnectionFactory factory) {
    return factory.getHostName().equals("localhost") && factory.getPort() == DEFAULT_PORT;
  }

  /** A connection of the native client's, and a PING. */
  private static final class Ping implements Probe<Void> {
    private final LettuceConnectionFactory factory;
    private final RedisProbe<?> knowing;

    Ping(LettuceConnectionFactory factory) {
      this.factory = factory;
      knowing =
          RedisProbe.client(
              RedisURI.builder()
                  .withHost(factory.getHostName())
                  .withPort(factory.getPort())
                  .withSsl(factory.isUseSsl())
                  .build());
    }

    @Override
    @SuppressWarnings("NullAway") // there is nothing to hand over
    public Void open(Attempt attempt) {
      AbstractRedisClient client = factory.getRequiredNativeClient();
      if (client instanceof RedisClusterClient cluster) {
        var connection = attempt.own(cluster.connect());
        connection.sync().ping();
        connection.close();
      } else if (client instanceof RedisClient single) {
        var connection = attempt.own(single.connect());
        connection.sync().ping();
        connection.close();
      }
      return null;
    }

    @Override
    public Diagnosis diagnosis() {
      return knowing.diagnosis();
    }

    @Override
    public Optional<Target> target() {
      return knowing.target();
    }
  }
}
