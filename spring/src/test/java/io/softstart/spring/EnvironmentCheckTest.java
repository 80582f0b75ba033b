package io.softstart.spring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a configuration, found before anything uses it. */
class EnvironmentCheckTest {
  @Test
  void allPlaceholdersWithoutAValueAreToldAtOnce() {
    Read read =
        Read.file(
                "spring.datasource.url", "jdbc:postgresql://${DB_HOST}:${DB_PORT:5432}/orders",
                "spring.datasource.username", "${DB_USER:orders}",
                "spring.datasource.password", "${DB_PASSWORD}",
                "softstart.deadline", "${WAIT}")
            .withDataSource();
    assertThat(read.warnings()) // whether anybody uses it is not known
        .containsExactlyInAnyOrder(
            "spring.datasource.url has a placeholder without a value: ${DB_HOST}"
                + " <spring.datasource.url in application.properties>"
                + " -> set DB_HOST, or give a default: ${DB_HOST:...}",
            "spring.datasource.password has a placeholder without a value: ${DB_PASSWORD}"
                + " <spring.datasource.password in application.properties>"
                + " -> set DB_PASSWORD, or give a default: ${DB_PASSWORD:...}");
    assertThat(read.problems())
        .containsExactly(
            "softstart.deadline has a placeholder without a value: ${WAIT}"
                + " <softstart.deadline in application.properties>"
                + " -> set WAIT, or give a default: ${WAIT:...}");
  }

  @Test
  void theVariableThatWasMeantIsNamed() {
    assertThat(
            Read.file("spring.datasource.password", "${DB_PASSWORD}")
                .variables("DB_PASWORD", "hunter2-hunter2")
                .withDataSource()
                .warnings())
        .singleElement()
        .asString()
        .endsWith("-> DB_PASWORD is set: did you mean that?")
        .doesNotContain("hunter2");
  }

  @Test
  void whereNothingIsSureItIsAWarning() {
    Read read =
        Read.file(
            "payments.key", "${PAYMENTS_KEY}",
            "spring.rabbitmq.host", "${RABBIT}",
            "logging.pattern.console", "%d ${LOG_LEVEL}");
    assertThat(read.problems()).isEmpty();
    assertThat(read.warnings())
        .hasSize(2)
        .anyMatch(warning -> warning.startsWith("payments.key has a placeholder"))
        .anyMatch(warning -> warning.startsWith("spring.rabbitmq.host has"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${DB_PASSWORD:hunter2}",
        "plain",
        "${OTHER}",
        "a\\${b}c",
        "100$",
        "#{systemProperties['x']}",
        "${spring.datasource.username}"
      })
  void whatHasAValueIsLeftAlone(String text) {
    Read read =
        Read.file("spring.datasource.password", text, "spring.datasource.username", "orders")
            .variables("OTHER", "pa${ss}word")
            .withDataSource();
    assertThat(read.problems()).isEmpty();
    assertThat(read.warnings()).isEmpty();
  }

  @Test
  void aPasswordInAVariableMayHoldWhatLooksLikeAPlaceholder() {
    assertThat(
            Read.file()
                .variables("SPRING_DATASOURCE_PASSWORD", "pa${ss}word")
                .withDataSource()
                .problems())
        .isEmpty();
    assertThat(
            Read.file()
                .variables("SPRING_DATASOURCE_PASSWORD", "${DB_PASSWORD}")
                .withDataSource()
                .warnings())
        .containsExactly(
            "SPRING_DATASOURCE_PASSWORD has a placeholder without a value: ${DB_PASSWORD}"
                + " <environment variable SPRING_DATASOURCE_PASSWORD>"
                + " -> set DB_PASSWORD, or give a default: ${DB_PASSWORD:...}");
  }

  @Test
  void onlyWhatIsInForceCounts() {
    assertThat(
            Read.file("spring.datasource.password", "${DB_PASSWORD}")
                .variables("SPRING_DATASOURCE_PASSWORD", "hunter2")
                .withDataSource()
                .problems())
        .isEmpty();
  }

  @Test
  void whatADatabaseOfThisProcessIsToldMayBeAnything() {
    Read read =
        Read.file(
            "spring.datasource.url", "jdbc:h2:mem:orders",
            "spring.datasource.password", "${DB_PASSWORD}");
    assertThat(read.problems()).isEmpty();
    assertThat(read.warnings()).hasSize(1);
  }

  @Test
  void prefixesOfDataSourcesAreProperties() {
    assertThat(Read.file("softstart.datasources", "app.archive,App Data").problems())
        .containsExactly(
            "softstart.datasources must be names of properties, in lower case"
                + " <softstart.datasources in application.properties>");
  }

  @Test
  void circlesAreToldToo() {
    assertThat(
            Read.file("spring.datasource.url", "${a}", "a", "${spring.datasource.url}")
                .withDataSource()
                .warnings())
        .anyMatch(problem -> problem.startsWith("spring.datasource.url has a placeholder"));
  }

  @Test
  void requiredKeysAreToldAtOnce() {
    assertThat(
            Read.file(
                    "softstart.config.required[0]", "PAYMENTS_KEY",
                    "softstart.config.required[1]", "payments.url",
                    "softstart.config.required[2]", "payments.user",
                    "softstart.config.required[3]", "payments.region",
                    "softstart.config.required[4]", "PATH_OF_ALL",
                    "payments.user", " ",
                    "payments.region", "${REGION}")
                .variables("PAYMENTS_KYE", "hunter2-hunter2", "PATH_OF_ALL", "/")
                .problems())
        .containsExactlyInAnyOrder(
            "PAYMENTS_KEY is missing -> PAYMENTS_KYE is set: rename it?",
            "payments.url is missing -> set it",
            "payments.user is set but empty <payments.user in application.properties>",
            "payments.region has a placeholder without a value: ${REGION}"
                + " <payments.region in application.properties>"
                + " -> set REGION, or give a default: ${REGION:...}");
  }

  @Test
  void aRequiredPropertyMayBeSetAsAVariable() {
    assertThat(
            Read.file("softstart.config.required", "payments.api-url,PAYMENTS_KEY")
                .variables("PAYMENTS_API_URL", "https://x", "PAYMENTS_KEY", "hunter2")
                .problems())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "softstart.enabledd, did you mean softstart.enabled?",
    "softstart.config.requierd, did you mean softstart.config.required?",
    "softstart.colour, remove it",
    "Softstart.In-Test, did you mean softstart.in-tests?"
  })
  void anUnknownPropertyIsAProblem(String name, String hint) {
    assertThat(Read.file(name, "x").problems())
        .containsExactly(name + " is unknown <" + name + " in application.properties> -> " + hint);
  }

  @ParameterizedTest
  @CsvSource({"SOFTSTART_ENABLEDD, did you mean SOFTSTART_ENABLED?", "SOFTSTART_COLOUR, remove it"})
  void anUnknownVariableIsAWarning(String name, String hint) {
    Read read = Read.file().variables(name, "x", "SOFTSTART_TEST_SERVERS", "docker");
    assertThat(read.problems()).isEmpty();
    assertThat(read.warnings())
        .containsExactly(name + " is unknown here <environment variable " + name + "> -> " + hint);
  }

  @Test
  void relaxedNamesAreKnown() {
    Read read =
        Read.file("softstart.inTests", "true", "SOFTSTART.CONFIG.REQUIRED", "a", "a", "b")
            .variables("SOFTSTART_CONFIG_REQUIRED_0", "a", "SOFTSTART_INTESTS", "true");
    assertThat(read.problems()).isEmpty();
    assertThat(read.warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "SPRING_DATASOURCE_PASWORD, SPRING_DATASOURCE_PASSWORD",
    "SPRING_DATASOURCE_USER_NAME, SPRING_DATASOURCE_USERNAME",
    "SPRING_DATASOURCE_USER, SPRING_DATASOURCE_USERNAME",
    "SPRING_REDIS_HOST, SPRING_DATA_REDIS_HOST",
    "SPRING_DATASORCE_URL, SPRING_DATASOURCE_URL",
    "SPRING_DATA_REDIS_HOTS, SPRING_DATA_REDIS_HOST",
    "SPRING_KAFKA_BOOTSTRAP_SERVER, SPRING_KAFKA_BOOTSTRAP_SERVERS",
    "SERVER_PROT, SERVER_PORT",
    "SPRING_PROFILE_ACTIVE, SPRING_PROFILES_ACTIVE"
  })
  void aMisspeltVariableIsAWarning(String name, String meant) {
    assertThat(Read.file().variables(name, "hunter2-hunter2").warnings())
        .containsExactly(
            name
                + " is set, but no property is bound to it <environment variable "
                + name
                + "> -> did you mean "
                + meant
                + "?");
  }

  /** Well written, a property's own, an application's own, near to one that is set, of others. */
  @Test
  void variablesThatAreBoundAreLeftAlone() {
    Read read =
        Read.file("spring.datasource.urls", "custom")
            .variables(
                "SPRING_DATASOURCE_URLS", "x",
                "SPRING_KAFKA_BOOTSTRAPSERVERS", "x",
                "SPRING_DATASOURCE_HIKARI_MAXIMUMPOOLSIZE", "x",
                "SPRING_DATASOURCE_ORDERS_URL", "x",
                "SERVER_PORT", "8080",
                "SERVER_PORTS", "8080",
                "SPRING_DATASOURCE_PASSWORD", "x",
                "SPRING_DATASOURCE_PASSWORT", "x",
                "DATASOURCE_PASWORD", "x",
                "PS1", "${debian_chroot:+x}${y}");
    assertThat(read.warnings()).isEmpty();
  }

  /** The fixture knows a property server.pory, a map server.addres, and server.portt no longer. */
  @Test
  void whatTheMetadataOfAJarKnowsIsLeftAlone() {
    assertThat(
            Read.file()
                .variables("SERVER_PORY", "1", "SERVER_ADDRES_A", "x", "SERVER_PORTT", "1")
                .warnings())
        .singleElement()
        .asString()
        .startsWith("SERVER_PORTT is set, but no property is bound to it");
  }
}
