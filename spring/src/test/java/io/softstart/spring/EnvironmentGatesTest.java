package io.softstart.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.softstart.config.ConfigProblem;
import io.softstart.config.ConfigReader;
import io.softstart.config.ConfigResult;
import io.softstart.gate.AnyGate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.ConfigurableEnvironment;

/** Gates of Spring's own properties, and what is said of them. */
class EnvironmentGatesTest {
  private static ConfigResult<List<AnyGate<?>>> gates(Read read) {
    EnvironmentSource source = new EnvironmentSource();
    ConfigurableEnvironment environment = read.environment();
    source.attach(environment);
    return ConfigReader.read(
        List.of(source), reader -> EnvironmentGates.from(environment, source, reader));
  }

  private static List<String> problems(Read read) {
    return gates(read).problems().stream().map(ConfigProblem::key).toList();
  }

  @Test
  void conditionsAreReadForGatesOfSpringsProperties() {
    assertThat(
            gates(
                    Read.file(
                            "softstart.gates.datasource.table", "orders",
                            "softstart.gates.datasource.optional", "true",
                            "softstart.datasources", "app.archive.datasource",
                            "app.archive.datasource.url", "jdbc:postgresql://archive/orders",
                            "softstart.gates.app.archive.migrated-to", "7",
                            "softstart.gates.x.url", "tcp://localhost:1",
                            "softstart.gates.x.optional", "true",
                            "softstart.gates.x.after", "datasource,app.archive")
                        .withDataSource())
                .value()
                .orElseThrow())
        .extracting(AnyGate::name, AnyGate::isOptional)
        .containsExactly(tuple("datasource", true), tuple("app.archive", false), tuple("x", true));
  }

  @Test
  void whereTheServerOfTheApplicationKnowsTheDataSourceNobodyReadsTheUrl() {
    assertThat(
            gates(Read.file("spring.datasource.jndi-name", "jdbc/orders").withDataSource())
                .value()
                .orElseThrow())
        .isEmpty();
  }

  @Test
  void aConditionThatDoesNotFitIsAProblem() {
    assertThat(
            problems(
                Read.file(
                        "softstart.gates.datasource.topics", "orders",
                        "softstart.gates.datasource.writable", "maybe")
                    .withDataSource()))
        .containsExactlyInAnyOrder(
            "softstart.gates.datasource.topics", "softstart.gates.datasource.writable");
  }

  /** Two problems, and no exception of a gate that is made of placeholders. */
  @Test
  void placeholdersWithoutAValueComeBeforeTheGates() {
    assertThat(
            problems(
                Read.file(
                    "spring.datasource.url", "jdbc:postgresql://${DB_HOST}/orders",
                    "spring.datasource.password", "${DB_PASSWORD}",
                    "softstart.gates.datasource.table", "orders",
                    "softstart.gates.mine.optional", "true",
                    "softstart.gates.x.url", "tcp://localhost:1",
                    "softstart.gates.x.after", "mine")))
        .containsExactlyInAnyOrder("spring.datasource.url", "spring.datasource.password");
  }

  /** A gate that only delays the start may not end it: Spring's client has the last word. */
  @Test
  void placeholdersOfAGateThatOnlyDelaysAreWarnedOf() {
    Read read = Read.file("spring.datasource.url", "jdbc:postgresql://${DB_HOST}/orders");
    assertThat(problems(read)).isEmpty();
    assertThat(gates(read).warnings().stream().map(ConfigProblem::key))
        .contains("spring.datasource.url");
  }

  @Test
  void aDataSourceOfThisProcessHasNoGateAndThatIsNoSlip() {
    assertThat(
            gates(
                    Read.file(
                            "softstart.datasources", "app.archive",
                            "app.archive.url", "jdbc:h2:mem:app",
                            "softstart.gates.app.archive.table", "orders",
                            "softstart.gates.mine.optional", "true",
                            "softstart.enabled", "ture")
                        .withDataSource())
                .problems())
        .extracting(ConfigProblem::key)
        .containsExactly("softstart.enabled", "softstart.gates.mine.url");
  }

  @Test
  void aPasswordMayLookLikeAPlaceholder() {
    assertThat(
            gates(
                    Read.file("spring.datasource.username", "orders")
                        .variables("SPRING_DATASOURCE_PASSWORD", "pa${ss}word")
                        .withDataSource())
                .value()
                .orElseThrow())
        .hasSize(1);
  }
}
