package io.softstart.gate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.rules.DiagnosisTable;
import io.softstart.net.Target;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ClosedPortTest {
  static Arguments[] known() {
    return new Arguments[] {
      Arguments.of(new ConnectException("Connection refused")),
      Arguments.of(new ConnectException("Verbindungsaufbau abgelehnt")),
    };
  }

  @ParameterizedTest
  @MethodSource("known")
  void theWordsAreThoseOfTheRules(IOException thrown) {
    Target target = Target.of("postgresql", "db", 5432);
    Map<String, String> words = Map.of("target", target.address(), "host", "db", "port", "5432");
    assertThat(ClosedPort.told(thrown, Optional.of(target))).isEqualTo(ruled(words, thrown));

    Map<String, String> none = Map.of("target", "the server", "host", "the server");
    assertThat(ClosedPort.told(thrown, Optional.empty())).isEqualTo(ruled(none, thrown));
  }

  private static Failure ruled(Map<String, String> words, IOException thrown) {
    return DiagnosisTable.network().with(words).diagnose(thrown).orElseThrow();
  }

  static Arguments[] others() {
    return new Arguments[] {
      Arguments.of(new ConnectException("Connection timed out")),
      Arguments.of(new ConnectException()),
      Arguments.of(new UnknownHostException("db")),
      Arguments.of(new NoRouteToHostException("No route to host")),
      Arguments.of(new SocketTimeoutException("connect timed out")),
      Arguments.of(new SocketException("Network is unreachable")),
      Arguments.of(new ConnectException("refused").initCause(new SocketException("reset"))),
    };
  }

  @ParameterizedTest
  @MethodSource("others")
  void whatNeedsMoreThanItsClassIsLeftToTheRules(IOException thrown) {
    assertThat(ClosedPort.told(thrown, Optional.empty())).isNull();
  }
}
