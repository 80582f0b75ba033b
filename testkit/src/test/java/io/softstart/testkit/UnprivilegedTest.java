package io.softstart.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each way to leave root's rights; the one that is found first is what all other tests run on. */
class UnprivilegedTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @BeforeEach
  void isRoot() {
    assumeTrue(Shell.run(List.of("id", "-u")).strip().equals("0"), "not root");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void commandsRunAsNobody(Unprivileged.Way way) {
    assumeTrue(Shell.succeeds(way.wrap(List.of("true"))), way + " is not here");
    List<String> command = List.of("sh", "-c", "id -un; printf '<%s>' \"$@\"", "sh", "it's", "a b");
    assertThat(Shell.run(way.wrap(command))).isEqualTo("nobody\n<it's><a b>");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void serversAreControlledWhateverStandsInBetween(Unprivileged.Way way) {
    assumeTrue(Shell.succeeds(way.wrap(List.of("true"))), way + " is not here");
    PostgresSettings settings =
        new PostgresSettings("app", "app", "app", "unused", Map.of(), List.of());
    int port = Ports.free();
    EmbeddedPostgres postgres = new EmbeddedPostgres(settings, port, new Unprivileged(way));
    try {
      postgres.prepare();
      for (int i = 0; i < 2; i++) {
        launch(postgres, port);
        postgres.pause();
        assertThat(PostgresGreeting.isAnswered("127.0.0.1", port)).isFalse();
        postgres.resume();
        assertThat(PostgresGreeting.isAnswered("127.0.0.1", port)).isTrue();
        postgres.stop();
        assertThat(postgres.isRunning()).isFalse();

        launch(postgres, port);
        postgres.kill();
        assertThat(postgres.isRunning()).isFalse();
      }
      assertThat(postgres.log()).contains("received fast shutdown request");
      launch(postgres, port); // and removed
    } finally {
      postgres.remove();
    }
    assertThat(postgres.isRunning()).isFalse();
  }

  private static void launch(EmbeddedPostgres postgres, int port) {
    postgres.launch();
    assertThat(Poll.until(LIMIT, () -> PostgresGreeting.isAnswered("127.0.0.1", port))).isTrue();
  }
}
