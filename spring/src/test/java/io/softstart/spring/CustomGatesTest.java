package io.softstart.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.Startup;
import io.softstart.StartupException;
import io.softstart.StartupOptions;
import io.softstart.gate.AnyGate;
import io.softstart.gate.Gate;
import io.softstart.gate.GateStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Gates that properties name, and what properties say of others. */
class CustomGatesTest {
  private static final AnyGate<?> DATASOURCE = Gate.check("datasource", attempt -> {});

  private static List<String> names(List<AnyGate<?>> gates) {
    return gates.stream().map(AnyGate::name).toList();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Map<String, GateStatus> await(List<AnyGate<?>> gates) {
    Startup startup =
        Startup.begin(StartupOptions.of("x").embedded().deadline(Duration.ofSeconds(20)));
    try {
      startup.await(gates.toArray(new AnyGate<?>[0]));
    } catch (StartupException closed) {
      // told by the statuses
    } finally {
      startup.close();
    }
    return startup.report().gates().stream()
        .collect(java.util.stream.Collectors.toMap(GateStatus::name, gate -> gate));
  }

  @Test
  void everySchemeOfTheModulesMakesAGate() {
    List<AnyGate<?>> gates =
        Read.file(
                "softstart.gates.port.url", "tcp://localhost:1",
                "softstart.gates.api.url", "https://localhost:1/health",
                "softstart.gates.api.status", 204,
                "softstart.gates.db.url", "jdbc:h2:mem:orders",
                "softstart.gates.db.table", "orders",
                "softstart.gates.db.migrated-to", "7",
                "softstart.gates.cache.url", "redis://:hunter2-hunter2@localhost:1",
                "softstart.gates.cache.writable", "true",
                "softstart.gates.events.url", "kafka://localhost:1",
                "softstart.gates.events.topics[0]", "orders.v1",
                "softstart.gates.events.topics[1]", "refunds.v1",
                "softstart.gates.events.min-brokers", 3)
            .gates();
    assertThat(names(gates)).containsExactlyInAnyOrder("port", "api", "db", "cache", "events");
    assertThat(gates.toString()).doesNotContain("hunter2");
  }

  @Test
  void policiesAreApplied() throws IOException {
    int port = freePort();
    Map<String, GateStatus> gates =
        await(
            Read.file(
                    "softstart.gates.a.url", "tcp://127.0.0.1:" + port,
                    "softstart.gates.a.optional", "true",
                    "softstart.gates.a.max-attempts", "3",
                    "softstart.gates.a.backoff.first", "10ms",
                    "softstart.gates.b.url", "tcp://127.0.0.1:" + port,
                    "softstart.gates.b.deadline", "200ms")
                .gates());
    assertThat(gates.get("a").optional()).isTrue();
    assertThat(gates.get("a").attempts()).isLessThanOrEqualTo(3);
    assertThat(gates.get("b").state()).isEqualTo(GateStatus.State.FAILED);
    assertThat(gates.get("b").waited()).isLessThan(Duration.ofSeconds(15));
  }

  @Test
  void attemptsAloneBoundTheCount() throws IOException {
    Map<String, GateStatus> gates =
        await(
            Read.file(
                    "softstart.gates.a.url", "tcp://127.0.0.1:" + freePort(),
                    "softstart.gates.a.max-attempts", "2",
                    "softstart.gates.a.backoff.first", "10ms")
                .gates());
    assertThat(gates.get("a").state()).isEqualTo(GateStatus.State.FAILED);
    assertThat(gates.get("a").attempts()).isEqualTo(2);
  }

  @Test
  void orderIsTakenFromNames() throws IOException {
    Map<String, GateStatus> gates =
        await(
            Read.file(
                    "softstart.gates.first.url", "tcp://127.0.0.1:" + freePort(),
                    "softstart.gates.first.deadline", "100ms",
                    "softstart.gates.second.url", "tcp://127.0.0.1:1",
                    "softstart.gates.second.after", "first")
                .gates());
    assertThat(gates.get("second").after()).containsExactly("first");
    assertThat(gates.get("second").state()).isEqualTo(GateStatus.State.BLOCKED);
  }

  @Test
  void variablesMakeGatesAndOverrideFiles() {
    List<AnyGate<?>> gates =
        Read.file("softstart.gates.orders-db.url", "tcp://file:1")
            .variables(
                "SOFTSTART_GATES_ORDERSDB_URL", "tcp://variable:2",
                "SOFTSTART_GATES_ORDERS_DB_OPTIONAL", "true",
                "SOFTSTART_GATES_NIGHT_MAIL_URL", "tcp://mail:25",
                "SOFTSTART_GATES_NIGHT_MAIL_ATTEMPT_TIMEOUT", "3s")
            .gates();
    assertThat(names(gates)).containsExactlyInAnyOrder("orders-db", "night-mail");
    AnyGate<?> orders = gates.get(names(gates).indexOf("orders-db"));
    assertThat(orders.isOptional()).isTrue();
    assertThat(orders.target().orElseThrow().toString()).contains("variable:2");
  }

  @Test
  void gatesFromElsewhereAreToldWhatPropertiesSay() {
    Read read = Read.file("softstart.gates.datasource.optional", "true").derived(DATASOURCE);
    assertThat(read.gates()).hasSize(1);
    assertThat(read.gates().get(0).isOptional()).isTrue();
    assertThat(Read.file("softstart.gates.datasource.enabled", "false").derived(DATASOURCE).gates())
        .isEmpty();
  }

  @Test
  void namesOfGatesFromElsewhereMayHaveDots() {
    Read read =
        Read.file("softstart.gates.app.archive.optional", "true")
            .derived(Gate.check("app.archive", attempt -> {}));
    assertThat(read.gates().get(0).isOptional()).isTrue();
    assertThat(
            Read.file("softstart.gates.app.archive.tabel", "x")
                .derived(Gate.check("app.archive", attempt -> {}))
                .problems())
        .containsExactly(
            "softstart.gates.app.archive.tabel is no setting of a gate"
                + " <softstart.gates.app.archive.tabel in application.properties> -> remove it");
  }

  @Test
  void whatIsSaidOfAGateThatIsNotThereTodayIsNoSlip() {
    assertThat(
            Read.file(
                    "softstart.gates.datasource.table", "orders",
                    "softstart.gates.a.url", "tcp://localhost:1",
                    "softstart.gates.a.after", "datasource")
                .absent("datasource")
                .problems())
        .isEmpty();
  }

  @Test
  void aNameThatIsFreeTodayMayBeTaken() {
    assertThat(
            names(
                Read.file("softstart.gates.redis.url", "tcp://localhost:1")
                    .absent("redis")
                    .gates()))
        .containsExactly("redis");
  }

  @Test
  void aGateThatIsSwitchedOffIsNotLookedAt() {
    Read read =
        Read.file(
            "softstart.gates.a.url", "tcp://localhost:1",
            "softstart.gates.a.enabled", "false",
            "softstart.gates.b.url", "tcp://localhost:1",
            "softstart.gates.b.after", "a");
    assertThat(names(read.gates())).containsExactly("b");
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    assertThat(
            Read.file(
                    "softstart.gates.db.url", "jdbc:h2:mem:x",
                    "softstart.gates.db.topics", "orders",
                    "softstart.gates.db.tabel", "orders",
                    "softstart.gates.db.optional", "maybe",
                    "softstart.gates.events.url", "kafak://localhost:1",
                    "softstart.gates.events.topics", "orders",
                    "softstart.gates.datasorce.table", "orders",
                    "softstart.gates.port.url", "tcp://localhost:1",
                    "softstart.gates.port.backoff.first", "1m",
                    "softstart.gates.port.backoff.cap", "1s",
                    "softstart.gates.port.after", "prot")
                .derived(DATASOURCE)
                .problems())
        .containsExactlyInAnyOrder(
            "softstart.gates.db.topics does not fit this gate: it is for kafka: URLs"
                + " <softstart.gates.db.topics in application.properties> -> remove it",
            "softstart.gates.db.tabel is no setting of a gate"
                + " <softstart.gates.db.tabel in application.properties> -> did you mean table?",
            "softstart.gates.db.optional is \"maybe\", not true or false"
                + " <softstart.gates.db.optional in application.properties>",
            "softstart.gates.events.url is refused: no gate takes a URL of this scheme; known are"
                + " file, http, https, jdbc, jdbc-secretsmanager, kafka, redis, redis-sentinel, rediss, rediss-sentinel, tcp;"
                + " did you mean kafka?"
                + " <softstart.gates.events.url in application.properties>",
            "softstart.gates.datasorce.url is missing, and no gate has the name datasorce"
                + " -> did you mean softstart.gates.datasource.*?",
            "softstart.gates.port.backoff.cap must be at least backoff.first, which is 60000ms"
                + " <softstart.gates.port.backoff.cap in application.properties>",
            "softstart.gates.port.after names prot, which is no gate"
                + " <softstart.gates.port.after in application.properties>"
                + " -> did you mean port?");
  }

  @Test
  void anImpossibleOrderIsAProblem() {
    assertThat(
            Read.file(
                    "softstart.gates.a.url", "tcp://localhost:1",
                    "softstart.gates.a.optional", "true",
                    "softstart.gates.b.url", "tcp://localhost:1",
                    "softstart.gates.b.after", "a",
                    "softstart.gates.c.url", "tcp://localhost:1",
                    "softstart.gates.c.after", "d",
                    "softstart.gates.d.url", "tcp://localhost:1",
                    "softstart.gates.d.after", "c")
                .problems())
        .anyMatch(problem -> problem.contains("b.after names a, which is optional"))
        .anyMatch(problem -> problem.contains("c.after names d, which comes after this gate"));
  }

  @Test
  void aPasswordInAnUrlThatIsRefusedIsNotPrinted() {
    assertThat(
            Read.file(
                    "softstart.gates.a.url", "tcp:hunter2-hunter2",
                    "softstart.gates.b.url", "redis://:hunter2-hunter2@cache:port/0",
                    "softstart.gates.c.url", "amqp://app:hunter2-hunter2@x")
                .configured()
                .report())
        .contains("softstart.gates.a.url", "softstart.gates.b.url", "softstart.gates.c.url")
        .doesNotContain("hunter2");
  }

  @Test
  void aNameThatIsTakenIsRefused() {
    assertThat(
            Read.file("softstart.gates.datasource.url", "tcp://localhost:1")
                .derived(DATASOURCE)
                .problems())
        .anyMatch(problem -> problem.contains("there is a gate of this name already"));
  }
}
