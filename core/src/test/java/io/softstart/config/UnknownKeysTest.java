package io.softstart.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.preflight.Finding;
import io.softstart.preflight.Preflight;
import io.softstart.preflight.Preflights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is set but read by nobody, what was renamed or removed, and preflight checks of settings.
 */
class UnknownKeysTest {
  private static String read(ConfigReader env) {
    env.own("ORDERS_");
    return env.string("ORDERS_NAME").orElse("x")
        + env.integer("ORDERS_HTTP_PORT").orElse(8080)
        + env.secret("ORDERS_KEY").optional()
        + env.group("POSTGRES_", e -> e.string("USER").orElse("me"));
  }

  private static List<String> said(List<ConfigProblem> problems) {
    return problems.stream()
        .map(p -> p.key() + " " + p.what() + ": " + p.hint().orElse("-"))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "ORDERS_HTTP_PROT, did you mean ORDERS_HTTP_PORT?",
    "orders_http_port, did you mean ORDERS_HTTP_PORT?",
    "ORDERS_COLOUR, remove it",
    "POSTGRES_USR, did you mean POSTGRES_USER?"
  })
  void anUnknownNameIsAWarning(String name, String hint) {
    ConfigResult<?> configured = Read.from(Map.of(name, "1"), UnknownKeysTest::read);
    assertThat(configured.value()).isPresent();
    assertThat(said(configured.warnings()))
        .containsExactly(name + " is set, but no setting has that name: " + hint);
    assertThat(configured.warnings().get(0).origin()).contains(name + " in test");
  }

  @Test
  void aMisspeltNameIsJoinedToTheEmptySettingThatItExplains() {
    ConfigResult<?> configured =
        Read.from(
            Map.of("ORDERS_DB_PASSWORD", "", "ORDERS_DB_PASWORD", "x"),
            env -> {
              env.own("ORDERS_");
              return env.secret("ORDERS_DB_PASSWORD").required();
            });
    assertThat(said(configured.problems()))
        .containsExactly(
            "ORDERS_DB_PASSWORD is set but empty: ORDERS_DB_PASWORD in test is set: rename it?");
    assertThat(configured.warnings()).isEmpty();
  }

  @Test
  void anUnknownArgumentIsAWarningIfItIsLikeASetting() {
    ConfigResult<?> configured =
        ConfigReader.read(
            List.of(new CommandLine("--http-port=1", "--verbose=true")), UnknownKeysTest::read);
    assertThat(said(configured.warnings()))
        .containsExactly(
            "--http-port is set, but no setting has that name: did you mean ORDERS_HTTP_PORT?");
  }

  @Test
  void othersNamesAreNobodysBusiness() {
    Map<String, String> others =
        Map.of("PATH", "/bin", "SHOP_HTTP_PORT", "1", "POSTGRES_INITDB_ARGS", "", "ORDER", "x");
    assertThat(Read.from(others, UnknownKeysTest::read).warnings()).isEmpty();
    Map<String, String> ours = Map.of("ORDERS_NAME", "n", "ORDERS_KEY_FILE", "/dev/null");
    assertThat(Read.from(ours, UnknownKeysTest::read).warnings()).isEmpty();
  }

  @Test
  void strictMakesThemProblems() {
    ConfigResult<?> configured =
        Read.from(
            Map.of("ORDERS_HTTP_PROT", "1", "ORDERS_OLD", "1"),
            e -> {
              e.strict();
              e.removed("ORDERS_OLD", "use ORDERS_NAME");
              return read(e);
            });
    assertThat(configured.value()).isEmpty();
    assertThat(configured.warnings()).isEmpty();
    assertThat(said(configured.problems()))
        .containsExactly(
            "ORDERS_OLD is no longer read: use ORDERS_NAME",
            "ORDERS_HTTP_PROT is set, but no setting has that name: did you mean"
                + " ORDERS_HTTP_PORT?");
  }

  @Test
  void aRemovedKeyIsAWarningWhereItIsSet() {
    assertThat(Read.from(Map.of(), UnknownKeysTest::without).warnings()).isEmpty();
    ConfigResult<?> configured = Read.from(Map.of("ORDERS_OLD", "1"), UnknownKeysTest::without);
    assertThat(configured.value()).isPresent();
    assertThat(said(configured.warnings()))
        .containsExactly("ORDERS_OLD is no longer read: use ORDERS_NAME since 2.0");
  }

  private static String without(ConfigReader env) {
    env.own("ORDERS_");
    env.removed("ORDERS_OLD", "use ORDERS_NAME since 2.0");
    return "";
  }

  @Test
  void anOldNameBesideTheNewOneIsToBeRemoved() {
    ConfigResult<String> configured =
        Read.from(
            Map.of("NEW", "1", "OLD", "2"),
            e -> {
              e.own("OLD");
              return e.string("NEW").was("OLD").required();
            });
    assertThat(configured.value()).contains("1");
    assertThat(said(configured.warnings()))
        .containsExactly("OLD is an old name: remove it: NEW is set too, and wins");
    assertThat(
            Read.from(Map.of("NEW", "", "OLD", "2"), e -> e.string("NEW").was("OLD").required())
                .value())
        .contains("2");
  }

  @Test
  void anOldNameOfASecretMayNameAFile(@TempDir Path mounted) throws IOException {
    Path file = Files.writeString(mounted.resolve("old"), "Qz-mounted");
    ConfigResult<Secret> configured =
        Read.from(
            Map.of("ORDERS_OLD_FILE", file.toString()),
            e -> {
              e.own("ORDERS_");
              return e.secret("ORDERS_KEY").was("ORDERS_OLD").required();
            });
    assertThat(configured.value().map(Secret::reveal)).contains("Qz-mounted");
    assertThat(said(configured.warnings()))
        .containsExactly("ORDERS_OLD is an old name: rename it to ORDERS_KEY");
  }

  @Test
  void whatReadingDidNotReachIsNotUnknown() {
    ConfigResult<?> configured =
        Read.from(
            Map.of("ORDERS_LATER", "1"),
            e -> {
              e.own("ORDERS_");
              int share = 100 / e.integer("ORDERS_SHARDS").required();
              return share + e.integer("ORDERS_LATER").required();
            });
    assertThat(configured.warnings()).isEmpty();
    assertThat(configured.notes()).hasSize(1);
  }

  @Test
  void aNameIsSaidOnceOnly() {
    ConfigResult<?> configured =
        Read.from(
            Map.of("ORDERS_NAM", "1"),
            e -> {
              e.own("ORDERS_");
              return e.string("ORDERS_NAME").required();
            });
    assertThat(configured.problems().get(0).hint())
        .contains("ORDERS_NAM in test is set: rename it?");
    assertThat(configured.warnings()).isEmpty();
  }

  @Test
  void problemsOfOneKeyStandTogether() {
    ConfigResult<?> configured =
        Read.from(
            Map.of("A", "x", "B", "x"),
            e -> e.integer("A").required() + e.integer("B").required() + e.size("A").required());
    assertThat(configured.problems()).extracting(ConfigProblem::key).containsExactly("A", "A", "B");
  }

  @Test
  void aCheckOfASettingNamesTheSettingAndItsOrigin() {
    ConfigResult<?> configured =
        Read.from(
            Map.of("DATA", "/no/such", "BAD", "x"),
            e -> {
              Path data = e.path("DATA").required();
              e.check("DATA", Preflights.directoryWritable(data));
              e.check("BAD", Preflights.portFree(e.integer("BAD").required()));
              return data;
            });
    assertThat(configured.report())
        .isEqualTo(
            """
            Configuration: 2 problems

              1. DATA names directory /no/such, which does not exist
                 hint      create it, or mount the volume there
                 from      DATA in test
                 expected  a directory that can be written

              2. BAD is "x", not a whole number
                 from      BAD in test
                 expected  a whole number\
            """);
  }

  @Test
  void anOwnCheckIsALambdaAndIsRedacted() {
    ConfigResult<?> configured =
        Read.from(
            Map.of("KEY", "QzLicence-4711"),
            e -> {
              e.check(
                  () -> Optional.of(Finding.of("licence", "QzLicence-4711 is over", "one", "buy")));
              e.check(() -> Optional.of(Finding.of("moon", "is full", "new moon", "wait")));
              e.check(
                  ((Preflight) () -> Optional.of(Finding.of("sun", "shines", "rain", "x"))).warn());
              e.check(
                  () -> {
                    throw new java.io.IOException("no card, QzLicence-4711");
                  });
              return e.secret("KEY").required();
            });
    assertThat(said(configured.problems()))
        .containsExactly(
            "licence *** is over: buy",
            "moon is full: wait",
            "a check cannot be checked: IOException: no card, ***: fix the check, or what keeps it"
                + " from looking");
    assertThat(said(configured.warnings())).containsExactly("sun shines: x");
  }

  @Test
  void aProblemOfACheckIsNoReasonForARecipeToThrow() {
    ConfigResult<?> configured =
        Read.from(
            Map.of(),
            e -> {
              e.check(() -> Optional.of(Finding.of("moon", "is full", "new moon", "wait")));
              throw new IllegalArgumentException("bad luck");
            });
    assertThat(said(configured.problems())).hasSize(2).anyMatch(p -> p.contains("bad luck"));
  }

  @Test
  void whatOtherCodeHasFoundStandsInTheReportWithoutSecrets() {
    ConfigProblem found = ConfigProblem.of("moon.url", "holds hunter2-hunter2").withOrigin("a:3");
    ConfigResult<?> configured =
        Read.from(
            Map.of("KEY", "hunter2-hunter2"),
            env -> {
              env.problem(found);
              env.problem(found);
              env.warning(ConfigProblem.of("moon.tls", "is off for hunter2-hunter2"));
              return env.secret("KEY").required();
            });
    assertThat(configured.value()).isEmpty();
    assertThat(configured.problems())
        .containsExactly(ConfigProblem.of("moon.url", "holds ***").withOrigin("a:3"));
    assertThat(configured.warnings())
        .containsExactly(ConfigProblem.of("moon.tls", "is off for ***"));
  }
}
