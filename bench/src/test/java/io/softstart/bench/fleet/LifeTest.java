package io.softstart.bench.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.bench.fleet.Life.Seen;
import io.softstart.testkit.PostgresServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whether the model resembles life; with much room, since other work on the machine is not in it.
 */
@Tag("long")
@Timeout(300)
class LifeTest {
  @Test
  void fiftyClientsOfARealServerWithRoomForTwentyGetInAboutAsTheModelSays() throws Exception {
    try (PostgresServer server = Life.crowded()) {
      server.prepare();
      Life life = new Life(server);
      Capacity capacity = life.calibrated();
      assertThat(capacity.rate()).isGreaterThan(1);
      for (Strategy strategy : Life.strategies()) {
        Seen seen = life.seen(strategy);
        Seen modelled = Life.modelled(capacity, strategy);

        assertThat(seen.last())
            .as("%s: %s in life, %s in the model", strategy.name(), seen, modelled)
            .isBetween(modelled.last() / 8 - 2, modelled.last() * 8 + 2);
      }
    }
  }
}
