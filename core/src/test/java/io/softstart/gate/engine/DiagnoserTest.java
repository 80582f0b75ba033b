package io.softstart.gate.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.softstart.client.CredentialsException;
import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Gate;
import io.softstart.redact.Causes;
import java.io.IOException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.ServiceConfigurationError;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DiagnoserTest {
  private static final Gate<Void> GATE = Gate.check("db", attempt -> {});

  private static Failure diagnosed(Throwable thrown) {
    return new Diagnoser(GateInternals.spec(GATE)).diagnose(thrown);
  }

  static Stream<Arguments> ofThisProcess() {
    return Stream.of(
        arguments(new NoClassDefFoundError("x/Y"), FailureKind.MISCONFIGURED, "x/Y"),
        arguments(new IncompatibleClassChangeError("x.Y"), FailureKind.MISCONFIGURED, "x.Y"),
        arguments(new AbstractMethodError("x.Y.z"), FailureKind.MISCONFIGURED, "x.Y.z"),
        arguments(new VerifyError("x.Y"), FailureKind.MISCONFIGURED, "x.Y"),
        arguments(
            new ExceptionInInitializerError(new IOException("no file f")),
            FailureKind.MISCONFIGURED,
            "no file f"),
        arguments(
            laterUse(new ExceptionInInitializerError("Exception x: no file f [in thread a]")),
            FailureKind.MISCONFIGURED,
            "no file f"),
        arguments(new ServiceConfigurationError("x.Y"), FailureKind.MISCONFIGURED, "x.Y"),
        arguments(new AssertionError("a > b"), FailureKind.MISCONFIGURED, "a > b"),
        arguments(
            new OutOfMemoryError("unable to create native thread: possibly out of memory"),
            FailureKind.OVERLOADED,
            "this process cannot start a thread"),
        arguments(
            new OutOfMemoryError("Java heap space"),
            FailureKind.OVERLOADED,
            "this process has no memory left"),
        arguments(new OutOfMemoryError("Metaspace"), FailureKind.MISCONFIGURED, "classes"),
        arguments(new StackOverflowError(), FailureKind.UNKNOWN, "overflowed the stack"),
        arguments(new NullPointerException("x is null"), FailureKind.MISCONFIGURED, "x is null"),
        arguments(new ClassCastException("x"), FailureKind.MISCONFIGURED, "program error"),
        arguments(new IllegalArgumentException("x"), FailureKind.MISCONFIGURED, "program error"));
  }

  private static Throwable laterUse(Throwable first) {
    return new NoClassDefFoundError("Could not initialize class x.Y").initCause(first);
  }

  @ParameterizedTest
  @MethodSource("ofThisProcess")
  void whatGoesWrongInThisProcessIsToldForWhatItIs(
      Throwable thrown, FailureKind kind, String inReason) {
    Failure failure = diagnosed(thrown);
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.reason()).contains(inReason);
  }

  @Test
  void anUnknownFailureHasItsStackTraceAndNoColonWithoutAMessage() {
    Failure failure =
        diagnosed(new IllegalStateException(null, new IOException("password=S3CRET")));
    assertThat(failure.kind()).isEqualTo(FailureKind.UNKNOWN);
    assertThat(failure.reason())
        .isEqualTo("java.lang.IllegalStateException; caused by java.io.IOException: password=***");
    assertThat(failure.action()).startsWith("unrecognised error; retrying");
    assertThat(failure.stackTrace())
        .contains("DiagnoserTest.anUnknownFailureHasItsStackTrace", "Caused by: ")
        .doesNotContain("S3CRET");
  }

  @Test
  void aFailingSupplierIsNotTheDependencys() {
    Failure failure =
        diagnosed(new IOException(new CredentialsException(new ConnectException("vault:8200"))));
    assertThat(failure.kind()).isEqualTo(FailureKind.UNKNOWN);
    assertThat(failure.reason())
        .isEqualTo("the password supplier failed: java.net.ConnectException: vault:8200");
  }

  @Test
  void aRuleThatThrowsAnErrorHasNoSay() {
    Gate<Void> gate =
        GATE.diagnosing(
            thrown -> {
              throw new NoClassDefFoundError("x.Y");
            });
    assertThat(
            new Diagnoser(GateInternals.spec(gate))
                .diagnose(new ConnectException("refused"))
                .kind())
        .isEqualTo(FailureKind.REFUSED);
  }

  @Test
  void aMessageThatThrowsAnErrorHasNoSay() {
    Exception unreadable =
        new ConnectException() {
          private static final long serialVersionUID = 1;

          @Override
          public String getMessage() {
            throw new StackOverflowError();
          }

          @Override
          public synchronized Throwable getCause() {
            throw new StackOverflowError();
          }
        };
    assertThat(diagnosed(unreadable).kind()).isEqualTo(FailureKind.REFUSED);
  }

  @Test
  void theKeptDiagnosisDoesNotStickToTheFirstOfTwoDifferentFailures() {
    assertThat(Causes.fingerprint(chained("53300", 0)))
        .isEqualTo(Causes.fingerprint(chained("53300", 0)))
        .isNotEqualTo(Causes.fingerprint(chained("28P01", 0)))
        .isNotEqualTo(Causes.fingerprint(chained("53300", 1)));
  }

  private static SQLException chained(String state, int code) {
    SQLException outer = new SQLException("batch failed");
    outer.setNextException(new SQLException("same", state, code));
    return outer;
  }
}
