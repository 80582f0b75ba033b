package io.softstart.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.softstart.gate.Gate;
import java.security.Security;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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
}
