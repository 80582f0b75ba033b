package io.softstart.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.config.ConfigSources;
import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.net.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which settings a failure names. */
class SettingOriginsTest {
  private static String named(FailureKind kind, String target, Map<String, String> settings) {
    ReadKeys seen = new ReadKeys(List.of(ConfigSources.of("test", settings)));
    settings.keySet().forEach(seen::find);
    Failure failure = Failure.of(kind, "why", "correct it");
    return new SettingOrigins(seen).in(failure, Optional.of(Target.of(target))).action();
  }

  @Test
  void settingsWithTheSameAddressAreAllNamed() {
    String url = "jdbc:postgresql://db:5432/o";
    Map<String, String> settings = Map.of("A_URL", url, "B_URL", url, "C_URL", url + "2");
    assertThat(named(FailureKind.REFUSED, url, settings))
        .isEqualTo("correct it (the address is set by A_URL in test or B_URL in test)");
  }

  @Test
  void aGateOfTheOperatorIsSetByTheOperator() {
    Map<String, String> settings =
        Map.of(
            "SOFTSTART_WAIT_FOR",
            "db=tcp://db:5432?softstart.grace=1s,c=redis://cache",
            "DB_URL",
            "jdbc:postgresql://db:5432/o");
    assertThat(named(FailureKind.REFUSED, "tcp://db:5432", settings))
        .isEqualTo("correct it (the address is set by SOFTSTART_WAIT_FOR in test)");
    assertThat(named(FailureKind.DENIED, "redis://cache", settings))
        .isEqualTo("correct it (the login is set by SOFTSTART_WAIT_FOR in test)");
    assertThat(named(FailureKind.REFUSED, "jdbc:postgresql://db:5432/o", settings))
        .isEqualTo("correct it (the address is set by DB_URL in test)");
  }

  @Test
  void anAddressThatNoSettingHasIsLeftAlone() {
    assertThat(named(FailureKind.REFUSED, "tcp://x:1", Map.of("SOFTSTART_WAIT_FOR", "a=tcp://y:1")))
        .isEqualTo("correct it");
  }
}
