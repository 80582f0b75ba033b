package io.softstart.agent.greeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.softstart.Startup;
import io.softstart.StartupOptions;
import io.softstart.config.ConfigReader;
import io.softstart.config.ConfigResult;
import io.softstart.config.ConfigSource;
import io.softstart.config.ConfigSources;
import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.AnyGate;
import io.softstart.gate.GateStatus;
import io.softstart.gate.Probe;
import io.softstart.net.ServiceUrl;
import io.softstart.probe.Gates;
import io.softstart.testkit.Behaviour;
import io.softstart.testkit.FaultyServer;
import io.softstart.testkit.Ports;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers answer that cannot be used, or are not what was expected. */
class GreetingTest {
  private static final byte[] TLS_ALERT = {0x15, 3, 3, 0, 2, 2, 0x46};

  private final FaultyServer server = FaultyServer.with(Behaviour.hang());

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void postgresqlThatStartsOrIsFull() {
    server.behave(Behaviour.readSome().thenSend(postgresError("57P03", "is starting up")));
    assertThat(kind("postgresql")).isEqualTo(FailureKind.STARTING);
    server.behave(Behaviour.readSome().thenSend(postgresError("53300", "too many clients")));
    assertThat(kind("postgresql")).isEqualTo(FailureKind.OVERLOADED);
  }

  /** It wants TLS, or another user: as far as it tells without a login, it is usable. */
  @Test
  void postgresqlThatWantsTlsIsUsable() {
    server.behave(Behaviour.readSome().thenSend(postgresError("28000", "no pg_hba.conf entry")));
    assertThat(status("postgresql").state()).isEqualTo(GateStatus.State.OPEN);
  }

  @Test
  void mysqlThatIsFullOrEnds() {
    server.behave(Behaviour.send(mysqlError(1040, "Too many connections")));
    assertThat(kind("mysql")).isEqualTo(FailureKind.OVERLOADED);
    server.behave(Behaviour.send(mysqlError(1053, "shutdown in progress")));
    assertThat(kind("mariadb")).isEqualTo(FailureKind.STARTING);
    server.behave(Behaviour.send(mysqlError(1130, "Host is not allowed")));
    assertThat(kind("mysql")).isEqualTo(FailureKind.REJECTED);
  }

  @Test
  void redisThatRefusesTheLoginSaysWhatToCorrect() {
    server.behave(Behaviour.readSome().thenSend("-WRONGPASS invalid username-password pair\r\n"));
    Failure wrong = failureOf("redis://u:wrong@127.0.0.1:" + server.port());
    assertThat(wrong.kind()).isEqualTo(FailureKind.DENIED);
    assertThat(wrong.action()).startsWith("correct user and password").contains("the URL");
    server.behave(
        Behaviour.readSome()
            .thenSend("-ERR AUTH <password> called without any password configured\r\n"));
    assertThat(failureOf("redis://:x@127.0.0.1:" + server.port()).action())
        .contains("leave it out of the URL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%zz", "50%", "%", "%4"})
  void aPasswordWithABadEscapeIsRefused(String password) {
    assertThatThrownBy(() -> Gates.fromUrl("x", "redis://:" + password + "@127.0.0.1:1"))
        .hasMessageContaining("write it as %25")
        .hasMessageNotContaining(password + "@");
  }

  @Test
  void withoutJavaSqlTheServerIsGreetedOrTheModuleIsNamed() {
    JdbcOrGreetingGates gates = new JdbcOrGreetingGates(false);
    assertThat(probe(gates, "jdbc:postgresql://h:1/x")).isInstanceOf(GreetingProbe.class);
    assertThatThrownBy(() -> probe(gates, "jdbc:h2:mem:x"))
        .hasMessageContaining("java --add-modules java.sql");
  }

  private static Probe<?> probe(JdbcOrGreetingGates gates, String url) {
    List<ConfigSource> none = List.of(ConfigSources.of("test", Map.of()));
    ConfigResult<Probe<?>> read =
        ConfigReader.read(none, options -> gates.probe(ServiceUrl.of(url), options));
    return read.value().orElseThrow(() -> new IllegalArgumentException(read.problems().toString()));
  }

  @Test
  void redisThatLoadsOrIsFull() {
    server.behave(Behaviour.readSome().thenSend("-LOADING Redis is loading\r\n"));
    assertThat(kind("redis")).isEqualTo(FailureKind.STARTING);
    server.behave(Behaviour.send("-ERR max number of clients reached\r\n"));
    assertThat(kind("redis")).isEqualTo(FailureKind.OVERLOADED);
    server.behave(Behaviour.readSome().thenSend("-NOAUTH Authentication required.\r\n"));
    assertThat(status("redis").state()).isEqualTo(GateStatus.State.OPEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgresql", "mysql", "redis", "kafka"})
  void httpOnThePort(String scheme) {
    server.behave(Behaviour.readSome().thenSend("HTTP/1.1 400 Bad Request\r\n\r\n"));
    Failure failure = failure(scheme);
    assertThat(failure.kind()).isEqualTo(FailureKind.WRONG_PROTOCOL);
    assertThat(failure.reason()).endsWith("but HTTP");
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgresql", "mysql", "redis"})
  void tlsOnThePort(String scheme) {
    server.behave(Behaviour.readSome().thenSend(TLS_ALERT));
    Failure failure = failure(scheme);
    assertThat(failure.kind()).isEqualTo(FailureKind.NO_TLS);
    assertThat(failure.reason()).endsWith("but TLS");
  }

  /** There is no driver for it here that could speak TLS: that it answers is what can be seen. */
  @Test
  void kafkaWithTlsIsUsable() {
    server.behave(Behaviour.readSome().thenSend(TLS_ALERT));
    assertThat(status("kafka").state()).isEqualTo(GateStatus.State.OPEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgresql", "mysql", "redis", "kafka"})
  void acceptThenClose(String scheme) {
    server.behave(Behaviour.close());
    assertThat(kind(scheme)).isEqualTo(FailureKind.RESET);
    server.behave(Behaviour.reset());
    assertThat(kind(scheme)).isEqualTo(FailureKind.RESET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgresql", "mysql", "redis", "kafka"})
  void acceptThenSilence(String scheme) {
    assertThat(kind(scheme)).isEqualTo(FailureKind.TIMED_OUT);
  }

  @Test
  void aListenerWithSaslClosesAfterItsFirstAnswer() {
    server.behave(Behaviour.read(14).thenSend(apiVersions()).thenReadSome());
    assertThat(status("kafka").state()).isEqualTo(GateStatus.State.OPEN);
    server.behave(
        Behaviour.read(14).thenSend(apiVersions()).thenReadSome().then(Behaviour.reset()));
    assertThat(status("kafka").state()).isEqualTo(GateStatus.State.OPEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"redis", "kafka", "postgresql"})
  void theNextHostIsAskedWhereTheFirstDoesNotAnswer(String scheme) {
    try (FaultyServer second = FaultyServer.with(Behaviour.readSome().thenSend(usable(scheme)))) {
      String hosts = "127.0.0.1:" + server.port() + ",127.0.0.1:" + second.port();
      assertThat(tried(scheme + "://" + hosts).state()).isEqualTo(GateStatus.State.OPEN);
      String refusing = "127.0.0.1:" + Ports.free() + ",127.0.0.1:" + second.port();
      assertThat(tried(scheme + "://" + refusing).state()).isEqualTo(GateStatus.State.OPEN);
    }
  }

  private static byte[] usable(String scheme) {
    return switch (scheme) {
      case "redis" -> "+PONG\r\n".getBytes(StandardCharsets.US_ASCII);
      case "kafka" -> apiVersions(); // and closes: a listener with SASL
      default -> new byte[] {'R', 0, 0, 0, 8, 0, 0, 0, 10};
    };
  }

  private static byte[] postgresError(String state, String text) {
    byte[] fields = ("SFATAL\0C" + state + "\0M" + text + "\0\0").getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(5 + fields.length)
        .put((byte) 'E')
        .putInt(4 + fields.length)
        .put(fields)
        .array();
  }

  private static byte[] mysqlError(int code, String text) {
    byte[] words = text.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(7 + words.length)
        .put((byte) (3 + words.length))
        .put(new byte[] {0, 0, 0, (byte) 0xff, (byte) code, (byte) (code >> 8)})
        .put(words)
        .array();
  }

  /** No error, and Metadata in the versions 0 to 8. */
  private static byte[] apiVersions() {
    return ByteBuffer.allocate(20)
        .putInt(16)
        .putInt(18)
        .putShort((short) 0)
        .putInt(1)
        .putShort((short) 3)
        .putShort((short) 0)
        .putShort((short) 8)
        .array();
  }

  private FailureKind kind(String scheme) {
    return failure(scheme).kind();
  }

  private Failure failure(String scheme) {
    return status(scheme).lastFailure().orElseThrow();
  }

  private static Failure failureOf(String url) {
    return tried(url).lastFailure().orElseThrow();
  }

  private GateStatus status(String scheme) {
    return tried(scheme + "://127.0.0.1:" + server.port());
  }

  /** One attempt, as the command check makes it. */
  private static GateStatus tried(String url) {
    AnyGate<?> gate = Gates.fromUrl("x", url + "?softstart.attempt-timeout=2s").optional();
    Startup startup = Startup.begin(StartupOptions.of("test").embedded().sources());
    try {
      return startup.await(gate).status(gate);
    } finally {
      startup.close();
    }
  }
}
