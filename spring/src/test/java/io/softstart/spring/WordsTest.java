package io.softstart.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.config.ConfigProblem;
import io.softstart.config.ConfigReader;
import io.softstart.config.ConfigResult;
import io.softstart.gate.AnyGate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.ConfigurableEnvironment;

/** How what is wrong with a configuration is told, and what is not said at all. */
class WordsTest {
  private static ConfigResult<List<AnyGate<?>>> whole(Read read) {
    EnvironmentSource source = new EnvironmentSource();
    ConfigurableEnvironment environment = read.environment();
    source.attach(environment);
    return ConfigReader.read(
        List.of(source), reader -> EnvironmentGates.from(environment, source, reader));
  }

  private static List<String> said(List<ConfigProblem> problems) {
    return problems.stream()
        .map(one -> one.key() + " " + one.what() + " <" + one.origin().orElse("") + ">")
        .toList();
  }

  @Test
  void aProblemNamesThePropertyAndItsPlace() {
    assertThat(
            Read.file("softstart.gates.x.url", "tcp://h:1", "softstart.gates.x.deadline", "soon")
                .problems())
        .singleElement()
        .asString()
        .startsWith("softstart.gates.x.deadline ")
        .contains("<softstart.gates.x.deadline in application.properties>")
        .doesNotContain("SOFTSTART_");
  }

  @ParameterizedTest
  @CsvSource({
    "redis, spring.data.redis.host, redis://h",
    "redis, spring.data.redis.port, many",
    "kafka, spring.kafka.jaas.enabled, perhaps",
    "r2dbc, spring.r2dbc.url, r2dbc:postgresql://h:port/db",
    "datasource, spring.datasource.password, 'secret '",
    "flyway, spring.flyway.password, 'secret '"
  })
  void aGateThatIsSwitchedOffIsNotChecked(String gate, String property, String value) {
    Read on =
        Read.file(
            property,
            value,
            "spring.kafka.bootstrap-servers",
            "h:1",
            "softstart.gates." + gate + ".table",
            "t");
    ConfigResult<List<AnyGate<?>>> off =
        whole(on.also("softstart.gates." + gate + ".enabled", "false"));
    assertThat(off.problems()).isEmpty();
    assertThat(off.warnings()).isEmpty();
  }

  @Test
  void placeholdersOfAGateThatIsSwitchedOffAreNotChecked() {
    Read read =
        Read.file(
            "softstart.gates.x.url", "tcp://${NOWHERE}:1", "softstart.gates.x.enabled", "false");
    assertThat(read.problems()).isEmpty();
  }

  @Test
  void aDefaultInTheWayOfTheShellIsTold() {
    assertThat(said(whole(Read.file("payments.host", "${PAY_HOST:-localhost}")).warnings()))
        .singleElement()
        .asString()
        .contains("payments.host has a default that begins with a dash", "application.properties");
  }

  @ParameterizedTest
  @ValueSource(strings = {"${PAY:-1}", "${PAY:-0.5}", "${SET:-x}", "${PAY:a:-b}"})
  void whatMayBeMeantIsNot(String text) {
    assertThat(whole(Read.file("payments.host", text).variables("SET", "y")).warnings()).isEmpty();
  }

  @Test
  void case26AVariableOfKubernetesThroughAPlaceholder() {
    ConfigResult<List<AnyGate<?>>> read =
        whole(
            Read.file(
                    "spring.data.redis.port", "${REDIS_PORT:6379}",
                    "spring.datasource.url", "jdbc:postgresql://h:${DB_PORT:5432}/app",
                    "spring.kafka.bootstrap-servers", "h:${KAFKA_PORT:9092}",
                    "server.port", "${APP_PORT:8080}")
                .variables(
                    "REDIS_PORT", "tcp://10.0.0.7:6379",
                    "DB_PORT", "tcp://10.0.0.8:5432",
                    "KAFKA_PORT", "tcp://10.0.0.9:9092"));
    assertThat(said(read.warnings()))
        .hasSize(3)
        .allMatch(told -> told.contains("was set by Kubernetes for a Service of that name"))
        .anyMatch(told -> told.startsWith("spring.data.redis.port takes REDIS_PORT"))
        .anyMatch(told -> told.startsWith("spring.datasource.url takes DB_PORT"))
        .anyMatch(told -> told.startsWith("spring.kafka.bootstrap-servers takes KAFKA_PORT"));
    assertThat(read.value().orElseThrow()).isEmpty();
  }

  @Test
  void theSameInASettingOfOursIsAProblem() {
    ConfigResult<List<AnyGate<?>>> read =
        whole(
            Read.file("softstart.gates.x.url", "tcp://h:${X_PORT}")
                .variables("X_PORT", "tcp://10.0.0.7:1"));
    assertThat(said(read.problems()))
        .anyMatch(
            told ->
                told.startsWith("softstart.gates.x.url takes X_PORT, which was set by Kubernetes"));
  }

  @ParameterizedTest
  @CsvSource({
    "softstart.gates.x.optional, 'true '",
    "softstart.gates.x.enabled, ' true'",
    "softstart.gates.x.deadline, '30s '",
    "softstart.gates.x.success-threshold, ' 2'",
    "softstart.gates.x.stays-open-for, '1s '"
  })
  void blanksAroundAValueAreNoProblem(String property, String value) {
    assertThat(whole(Read.file("softstart.gates.x.url", " tcp://h:1 ", property, value)).problems())
        .isEmpty();
  }

  @Test
  void blanksAroundAnAddressAreNoProblem() {
    ConfigResult<List<AnyGate<?>>> read =
        whole(
            Read.file(
                "spring.datasource.url", "jdbc:postgresql://h:1/app\n",
                "spring.data.redis.port", " 6379 ",
                "spring.kafka.bootstrap-servers", " h:1 , g:1 "));
    assertThat(read.warnings()).isEmpty();
    assertThat(read.value().orElseThrow()).hasSize(3);
  }

  @Test
  void aNumberWhereAPasswordShouldBeIsTold() {
    EnvironmentSource source = new EnvironmentSource();
    source.attach(
        Read.file(
                "spring.datasource.password",
                83,
                "spring.data.redis.password",
                true,
                "spring.flyway.password",
                "0123",
                "softstart.datasources",
                "app.archive",
                "app.archive.username",
                7)
            .environment());
    assertThat(NumberAsPassword.in("datasource", source))
        .startsWith("spring.datasource.password is a number or true/false in YAML")
        .contains("application.properties")
        .doesNotContain("83");
    assertThat(NumberAsPassword.in("redis", source)).startsWith("spring.data.redis.password is");
    assertThat(NumberAsPassword.in("app.archive", source)).startsWith("app.archive.username is");
    assertThat(NumberAsPassword.in("flyway", source)).isNull();
    assertThat(NumberAsPassword.in("billing", source)).isNull();
  }
}
