package io.softstart.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.lettuce.core.RedisClient;
import io.softstart.client.CredentialsException;
import io.softstart.config.Secret;
import io.softstart.gate.TestAttempt;
import io.softstart.net.ServiceUrl;
import io.softstart.testkit.Behaviour;
import io.softstart.testkit.FaultyServer;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A failing password supplier is reported as the dependency's failure. */
@Timeout(60)
class SupplierTest {
  @Test
  void aFailingPasswordSupplierIsNotTheDependencysFailure() throws Exception {
    Supplier<Secret> down =
        () -> {
          throw new UncheckedIOException(new ConnectException("the vault is down"));
        };
    try (FaultyServer server = FaultyServer.with(Behaviour.hang())) {
      RedisProbe<RedisClient> probe =
          RedisProbe.client(ServiceUrl.of("redis://127.0.0.1:" + server.port()), "app", down);
      TestAttempt attempt = TestAttempt.of(Duration.ofSeconds(15));
      Throwable thrown = catchThrowable(() -> probe.open(attempt));
      for (AutoCloseable owned : attempt.owned()) {
        owned.close();
      }
      assertThat(PortInspection.causes((Exception) thrown))
          .anyMatch(CredentialsException.class::isInstance);
      assertThat(server.accepted()).as("no second look").isLessThanOrEqualTo(1);
    }
  }
}
