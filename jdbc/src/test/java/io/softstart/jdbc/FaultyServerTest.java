package io.softstart.jdbc;

import static io.softstart.diagnosis.FailureKind.DENIED;
import static io.softstart.diagnosis.FailureKind.MISSING;
import static io.softstart.diagnosis.FailureKind.NO_TLS;
import static io.softstart.diagnosis.FailureKind.OVERLOADED;
import static io.softstart.diagnosis.FailureKind.REJECTED;
import static io.softstart.diagnosis.FailureKind.RESET;
import static io.softstart.diagnosis.FailureKind.STARTING;
import static io.softstart.diagnosis.FailureKind.TIMED_OUT;
import static io.softstart.diagnosis.FailureKind.WRONG_PROTOCOL;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.softstart.config.Secret;
import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Gate;
import io.softstart.net.ServiceUrl;
import io.softstart.testkit.Behaviour;
import io.softstart.testkit.FaultyServer;
import io.softstart.trial.SecretCheck;
import io.softstart.trial.Trial;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the real driver makes of servers that misbehave, and of answers that none can be made to
 * give.
 */
class FaultyServerTest {
  private static final String SECRET = "f4ulty-S3cr3t";

  @BeforeAll
  static void begin() {
    Printed.begin("The real driver against a faulty server, and canned answers");
  }

  @AfterAll
  static void end() {
    Printed.end();
  }

  private static JdbcProbe<HikariDataSource> probe(FaultyServer server, String options) {
    return JdbcProbe.pool(
        ServiceUrl.of("jdbc:postgresql://127.0.0.1:" + server.port() + "/app" + options),
        "app",
        Secret.of(SECRET));
  }

  private static Failure expect(
      String staged, Behaviour behaviour, String options, FailureKind kind, String... inReason) {
    try (FaultyServer server = FaultyServer.with(behaviour)) {
      Failure failure = Trial.failure(probe(server, options));
      Printed.row(staged, failure);
      assertThat(failure.kind()).as(failure.toString()).isEqualTo(kind);
      assertThat(failure.reason()).contains(inReason);
      SecretCheck.assertClean(failure, SECRET);
      assertThat(server.accepted()).isPositive();
      return failure;
    }
  }

  /** The server's answer to a start-up packet, as the protocol has it. */
  private static Behaviour error(String code, String message, String... detail) {
    ByteArrayOutputStream fields = new ByteArrayOutputStream();
    field(fields, 'S', "FATAL");
    field(fields, 'V', "FATAL");
    field(fields, 'C', code);
    field(fields, 'M', message);
    for (String text : detail) {
      field(fields, 'D', text);
    }
    fields.write(0);
    byte[] body = fields.toByteArray();
    ByteBuffer packet = ByteBuffer.allocate(5 + body.length);
    packet.put((byte) 'E').putInt(4 + body.length).put(body);
    return Behaviour.readSome().thenSend(packet.array());
  }

  private static void field(ByteArrayOutputStream fields, char type, String text) {
    fields.write(type);
    fields.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    fields.write(0);
  }

  private static void canned(
      String code, String message, FailureKind kind, String inReason, String... detail) {
    expect(code + " " + message, error(code, message, detail), "?sslmode=disable", kind, inReason);
  }

  @Test
  void acceptThenClose() {
    expect("accepts and closes", Behaviour.close(), "", RESET, "accepted the connection");
    expect("accepts and resets", Behaviour.reset(), "", RESET, "accepted the connection");
  }

  @Test
  void anotherService() {
    expect(
        "HTTP on the port",
        Behaviour.readSome().thenSend("HTTP/1.1 400 Bad Request\r\n\r\n"),
        "",
        WRONG_PROTOCOL,
        "does not speak");
    expect(
        "HTTP on the port, sslmode=disable",
        Behaviour.readSome().thenSend("HTTP/1.1 400 Bad Request\r\n\r\n"),
        "?sslmode=disable",
        WRONG_PROTOCOL,
        "does not speak");
  }

  @Test
  void tls() {
    expect(
        "TLS promised, garbage follows",
        Behaviour.read(8).thenSend("S").thenReadSome().thenSend("this is not TLS at all"),
        "?sslmode=require",
        NO_TLS,
        "TLS");
    expect(
        "TLS promised, then closed",
        Behaviour.read(8).thenSend("S").thenReadSome(),
        "?sslmode=require",
        RESET,
        "TLS handshake");
    expect(
        "root certificate missing",
        Behaviour.read(8).thenSend("S").thenReadSome(),
        "?sslmode=verify-full&sslrootcert=/no/such/root.crt",
        MISSING,
        "/no/such/root.crt");
  }

  @Test
  void starting() {
    canned("57P03", "the database system is starting up", STARTING, "starting up");
    canned("57P03", "the database system is shutting down", STARTING, "shutting down");
    canned("57P03", "the database system is in recovery mode", STARTING, "recovering");
    canned(
        "57P03",
        "the database system is not yet accepting connections",
        STARTING,
        "recovering",
        "Consistent recovery state has not been yet reached.");
    canned(
        "57P03",
        "the database system is not accepting connections",
        REJECTED,
        "standby",
        "Hot standby mode is disabled.");
    canned("57P03", "le système de bases de données se lance", STARTING, "se lance");
    canned("57P01", "terminating connection due to administrator command", STARTING, "restarting");
    canned(
        "57P02",
        "terminating connection because of crash of another server process",
        STARTING,
        "crash");
  }

  @Test
  void noRoom() {
    canned("53300", "sorry, too many clients already", OVERLOADED, "all connections");
    canned(
        "53300",
        "remaining connection slots are reserved for roles with SUPERUSER",
        OVERLOADED,
        "only reserved");
    canned("53200", "out of memory", OVERLOADED, "out of memory");
    canned(
        "53100", "could not write: No space left on device", OVERLOADED, "No space left on device");
    canned("58P01", "could not open file \"global/pg_filenode.map\"", OVERLOADED, "files");
  }

  @Test
  void authorisation() {
    canned(
        "28000",
        "no pg_hba.conf entry for host \"10.0.0.7\", user \"app\", database \"app\", no encryption",
        REJECTED,
        "no line for user app, database app from this address, no encryption");
    canned("28000", "no such thing as you", DENIED, "no such thing");
  }

  @Test
  void pgBouncer() {
    canned("08P01", "server login has been failing, try again later", RESET, "PgBouncer");
    canned("08P01", "no more connections allowed (max_client_conn)", OVERLOADED, "PgBouncer");
    canned("08P01", "no such database: app", MISSING, "PgBouncer");
    canned("08P01", "unsupported startup parameter: options", REJECTED, "PgBouncer");
  }

  @Test
  void silenceEndsWithTheAttempt() {
    try (FaultyServer server = FaultyServer.with(Behaviour.hang())) {
      Gate<HikariDataSource> gate =
          Gate.<HikariDataSource>of("db", probe(server, "?sslmode=disable"))
              .attemptTimeout(Duration.ofSeconds(3));
      long begun = System.nanoTime();
      try (Trial<HikariDataSource> trial = Trial.of(gate, Duration.ofSeconds(4))) {
        assertThat(trial.isOpen()).isFalse();
        assertThat(trial.lastFailure().kind()).isEqualTo(TIMED_OUT);
        Printed.row("accepts and hangs", trial.lastFailure());
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
      assertThat(server.peakOpen()).isLessThanOrEqualTo(2);
      Leaks.assertNoAttemptLeft(Duration.ofSeconds(10));
    }
  }

  @Test
  void driversOwnLoginTimeout() {
    expect(
        "loginTimeout=1, server hangs",
        Behaviour.hang(),
        "?loginTimeout=1",
        TIMED_OUT,
        "loginTimeout");
    Leaks.assertNoAttemptLeft(Duration.ofSeconds(15));
  }

  @Test
  void unreachableEndsWithTheAttempt() {
    try (FaultyServer server = FaultyServer.with(Behaviour.unreachable())) {
      Gate<HikariDataSource> gate =
          Gate.<HikariDataSource>of("db", probe(server, "")).attemptTimeout(Duration.ofSeconds(3));
      try (Trial<HikariDataSource> trial = Trial.of(gate, Duration.ofSeconds(3))) {
        assertThat(trial.lastFailure().kind()).isEqualTo(TIMED_OUT);
        Printed.row("packets dropped", trial.lastFailure());
      }
      Leaks.assertNoAttemptLeft(Duration.ofSeconds(10));
    }
  }

  @Test
  void closedWithoutAnswerIsNeverReady() {
    try (FaultyServer server = FaultyServer.with(Behaviour.close())) {
      try (Trial<HikariDataSource> trial =
          Trial.of(Gate.of("db", probe(server, "")), Duration.ofSeconds(3))) {
        assertThat(trial.isOpen()).isFalse();
        assertThat(trial.failures()).hasSizeGreaterThan(3).allMatch(f -> f.kind() == RESET);
      }
    }
  }
}
