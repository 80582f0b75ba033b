package io.softstart.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.ends.Leaks;
import io.softstart.testkit.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret in the environment, a URL and every kind of exception is in nothing that is left. */
@Timeout(120)
class NoSecretTest {
  private static final String SECRET = "h0rse@b4ttery/st4ple";

  /** Whole, percent-encoded, cut where a URL would be cut, and the password within the URL. */
  private static final List<String> FORBIDDEN =
      List.of(
          SECRET,
          "h0rse",
          "b4ttery",
          "st4ple",
          "%40b4ttery",
          "%2Fst4ple",
          "tr0ub4dor",
          "c0rrect",
          "tr0ub4dor%26c0rrect",
          "9-x1zzy");

  @TempDir Path home;

  @ParameterizedTest
  @ValueSource(strings = {"main", "body", "thread"})
  void isFoundNowhere(String where) throws IOException {
    EndedRun ending = new EndedRun(home);
    ChildJvm leaks =
        ending
            .withPlaces(EndedRun.small(ChildJvm.of(Leaks.class)).args(where))
            .env("SHOP_DB_URL", "jdbc:postgresql://db/shop?user=u&password=tr0ub4dor%26c0rrect")
            .env("SHOP_PASSWORD", SECRET)
            .env("SHOP_API_TOKEN", "9-x1zzy");
    ending.run(leaks, running -> {});
    assertThat(ending.result.exitCode()).isEqualTo(70);
    String next = ending.run(leaks, running -> {}).result.stderr();
    assertThat(next).contains("the last start failed").contains("bad url");

    assertThat(ending.reports()).hasSize(2);
    assertThat(everythingSaid(next))
        .contains(
            "SHOP_PASSWORD = ***", "SHOP_DB_URL = jdbc:postgresql://", "Next: ", "Suppressed: ")
        .doesNotContain(FORBIDDEN.toArray(CharSequence[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"names", "exit"})
  void namesOfThreadsAndFramesAreMaskedEverywhere(String how) throws IOException {
    EndedRun ending = new EndedRun(home);
    ChildJvm leaks =
        ending
            .withPlaces(EndedRun.small(ChildJvm.of(Leaks.class)).args(how))
            .env("SHOP_DB_URL", "jdbc:postgresql://db/shop?user=u&password=tr0ub4dor%26c0rrect")
            .env("SHOP_PASSWORD", SECRET);
    String stderr = ending.run(leaks, running -> {}).result.stderr();

    assertThat(ending.termination()).contains("thread worker-***");
    assertThat(ending.report().orElseThrow()).contains("thread worker-***");
    assertThat(everythingSaid(stderr))
        .contains("FAILED")
        .doesNotContain(FORBIDDEN.toArray(CharSequence[]::new));
  }

  private String everythingSaid(String stderr) throws IOException {
    StringBuilder all = new StringBuilder(stderr);
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }
}
