package io.softstart.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.softstart.gate.Attempt;
import io.softstart.gate.Gate;
import io.softstart.gate.Probe;
import io.softstart.net.Target;
import io.softstart.time.Stopwatch;
import io.softstart.time.Ticker;
import java.security.Permission;
import java.security.Security;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** What is set for the whole process is given back, and nobody else's choice is. */
class NegativeDnsCacheTest {
  private static final String SETTING = "networkaddress.cache.negative.ttl";

  private final String before = Security.getProperty(SETTING);

  @AfterEach
  void giveBack() {
    Security.setProperty(SETTING, before);
  }

  @Test
  void itIsGivenBackUnlessTheApplicationHasChosenMeanwhile() {
    assumeThat(before).isEqualTo("10");
    assertThat(NegativeDnsCache.shortenFor(Gate.check("api", attempt -> {}))).isTrue();
    NegativeDnsCache.restore();
    assertThat(Security.getProperty(SETTING)).isEqualTo("10");

    assertThat(NegativeDnsCache.shortenFor(Gate.check("api", attempt -> {}))).isTrue();
    Security.setProperty(SETTING, "0");
    NegativeDnsCache.restore();
    assertThat(Security.getProperty(SETTING)).isEqualTo("0");
  }

  /** A SecurityManager may refuse it, and the startup goes on. */
  @Test
  @EnabledForJreRange(max = JRE.JAVA_17)
  @SuppressWarnings("removal") // JDK 24 has none any more
  void aSecurityManagerThatRefusesEndsNothing() {
    SecurityManager others = System.getSecurityManager();
    System.setSecurityManager(
        new SecurityManager() {
          @Override
          public void checkPermission(Permission permission) {
            if (permission.getName().endsWith("Property." + SETTING)) {
              throw new SecurityException(permission.getName());
            }
          }
        });
    try {
      assertThat(NegativeDnsCache.shortenFor(Gate.check("api", attempt -> {}))).isFalse();
      NegativeDnsCache.restore();
    } finally {
      System.setSecurityManager(others);
    }
  }

  @Test
  void targetsThatHangCostOneSecondTogether() {
    CountDownLatch never = new CountDownLatch(1);
    Gate<?>[] gates = new Gate<?>[5];
    for (int i = 0; i < gates.length; i++) {
      gates[i] = Gate.of("gate" + i, new Hanging(never));
    }
    Stopwatch clock = new Stopwatch(Ticker.system());

    NegativeDnsCache.shortenFor(gates);

    assertThat(clock.elapsed()).isLessThan(Duration.ofSeconds(2));
    never.countDown();
  }

  private record Hanging(CountDownLatch never) implements Probe<String> {
    @Override
    public String open(Attempt attempt) {
      return "open";
    }

    @Override
    public Optional<Target> target() {
      try {
        never.await();
      } catch (InterruptedException left) {
        // it has taken too long
      }
      return Optional.empty();
    }
  }
}
