package io.softstart.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.config.ConfigReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--check-confg",
        "--explain-confg",
        "--explain-cofnig=env",
        "--check_config",
        "--checkconfig",
        "-check-config",
        "--Check-Config",
        "--check-config=true"
      })
  void argumentsThatAreLikeACommandAreFound(String argument) {
    assertThat(Command.misspelt(List.of("serve", argument))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--check-config",
        "--explain-config",
        "--explain-config=yaml",
        "--config",
        "--check",
        "--explain",
        "--check-config-file=x",
        "--check-connection",
        "--recheck-config",
        "--uncheck-config",
        "check-confg",
        "--help",
        "--foo",
        "-v",
        ""
      })
  void othersAreTheApplicationsOwn(String argument) {
    assertThat(Command.misspelt(List.of(argument))).isEmpty();
  }

  @Test
  void aValueOfACommandIsRefusedInOtherWordsThanASlip() {
    ReadKeys seen = new ReadKeys(List.of());
    assertThat(
            ConfigReader.read(
                    List.of(), new MisspeltCommands<>(List.of("--check-config"), seen, env -> 1))
                .report())
        .contains("--check-config takes no value", "write it alone")
        .doesNotContain("did you mean");
  }

  @Test
  void whatStandsBehindADoubleDashIsTheApplicationsOwn() {
    assertThat(Command.misspelt(List.of("--", "--check-confg"))).isEmpty();
    assertThat(Command.isHelpAsked(List.of("--", "--help"))).isFalse();
    assertThat(Command.isHelpAsked(List.of("--help", "--"))).isTrue();
  }
}
