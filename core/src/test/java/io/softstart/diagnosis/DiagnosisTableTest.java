package io.softstart.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.softstart.diagnosis.rules.DiagnosisTable;
import io.softstart.diagnosis.rules.Rule;
import io.softstart.trial.BoundedRules;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DiagnosisTableTest {
  private static final Diagnosis NETWORK =
      DiagnosisTable.network().with(Map.of("host", "db", "port", "5432", "target", "db:5432"));

  static Stream<Arguments> thrown() {
    return Stream.of(
        Arguments.of(new ConnectException("Connection refused"), FailureKind.REFUSED),
        Arguments.of(new ConnectException("Connection timed out"), FailureKind.TIMED_OUT),
        Arguments.of(new UnknownHostException("db"), FailureKind.UNRESOLVED),
        Arguments.of(new UnresolvedAddressException(), FailureKind.UNRESOLVED),
        Arguments.of(new SocketTimeoutException("Read timed out"), FailureKind.TIMED_OUT),
        Arguments.of(new NoRouteToHostException("No route to host"), FailureKind.REFUSED),
        // with -Djava.net.preferIPv4Stack=true
        Arguments.of(new SocketException("Protocol family unavailable"), FailureKind.REFUSED),
        Arguments.of(new SocketException("Unsupported address type"), FailureKind.REFUSED),
        Arguments.of(new UnsupportedAddressTypeException(), FailureKind.REFUSED),
        Arguments.of(new SocketException("Connection reset"), FailureKind.RESET),
        Arguments.of(new SocketException("Broken pipe"), FailureKind.RESET),
        Arguments.of(new IOException("Connection reset by peer"), FailureKind.RESET),
        Arguments.of(new IOException("Broken pipe"), FailureKind.RESET),
        Arguments.of(new EOFException(), FailureKind.RESET),
        Arguments.of(
            new SSLException("Unsupported or unrecognized SSL message"), FailureKind.NO_TLS),
        Arguments.of(
            new SSLHandshakeException("Received fatal alert: certificate_required"),
            FailureKind.UNTRUSTED),
        Arguments.of(
            withCause(
                new SSLHandshakeException("Remote host terminated the handshake"),
                new EOFException()),
            FailureKind.RESET),
        Arguments.of(new ClassNotFoundException("x.Y"), FailureKind.MISCONFIGURED));
  }

  private static Throwable withCause(Throwable thrown, Throwable cause) {
    thrown.initCause(cause);
    return thrown;
  }

  @ParameterizedTest
  @MethodSource("thrown")
  void networkFailuresAreTold(Throwable thrown, FailureKind kind) {
    Failure failure = NETWORK.diagnose(thrown).orElseThrow();
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.reason()).isNotBlank().doesNotContain("{").doesNotContain("?");
    assertThat(failure.action()).isNotBlank().doesNotContain("{");
    // however deep it hides
    assertThat(NETWORK.diagnose(new IOException("x", new RuntimeException(thrown))))
        .contains(failure);
    Exception suppressing = new Exception("x");
    suppressing.addSuppressed(thrown);
    assertThat(NETWORK.diagnose(suppressing)).contains(failure);
    SQLException chained = new SQLException("outer");
    chained.setNextException(new SQLException("next", thrown));
    assertThat(NETWORK.diagnose(chained)).contains(failure);
  }

  @Test
  void whatNoRuleKnowsPasses() {
    assertThat(NETWORK.diagnose(new IllegalStateException("x"))).isEmpty();
  }

  @Test
  void cyclesEnd() {
    Exception a = new Exception("a");
    Exception b = new Exception("b", a);
    a.initCause(b);
    assertThat(NETWORK.diagnose(a)).isEmpty();
  }

  @Test
  void everyRuleHasItsWords() {
    assertThat(DiagnosisTable.network().rules())
        .hasSizeGreaterThan(20)
        .allSatisfy(
            rule -> {
              assertThat(rule.reason()).doesNotEndWith(".");
              assertThat(rule.action()).doesNotEndWith(".");
            })
        .extracting(Rule::name)
        .doesNotHaveDuplicates();
  }

  @Test
  void malformedTablesAreRefused() {
    assertThatThrownBy(() -> DiagnosisTable.read("nosuch.rules", null, t -> List.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no rules nosuch.rules");
  }

  @Test
  void aFailureIsPrintableByConstruction() {
    Failure failure =
        Failure.of(FailureKind.UNKNOWN, "two\nlines \u0007 password=S3CRET", "x".repeat(2_000));
    assertThat(failure.reason()).isEqualTo("two lines password=***");
    assertThat(failure.action()).hasSize(1_003).endsWith("...");
  }

  @Test
  void aMegabyteTakesMilliseconds() {
    BoundedRules.check(DiagnosisTable.network());
  }
}
