package io.softstart.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.R2dbcException;
import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a start died of that no gate knew. */
class FailureByRulesTest {
  private static Throwable inABean(String sqlState, Throwable cause) {
    return new IllegalStateException("a bean", new R2dbcException("refused", sqlState, cause));
  }

  @ParameterizedTest
  @CsvSource({"28P01, DENIED", "28000, DENIED", "3D000, MISSING"})
  void aDriverOfR2dbcHasTheStatesOfJdbc(String sqlState, FailureKind kind) {
    Failure failure = FailureByRules.of(inABean(sqlState, new IOException("closed")));
    assertThat(Objects.requireNonNull(failure).kind()).isEqualTo(kind);
    assertThat(failure.reason()).doesNotContain("null", "unknown", "{");
  }

  /** Its state is that of a connection that does not exist. */
  @Test
  void aRefusedConnectionOfR2dbcIsNoMatterOfStates() {
    Failure failure =
        FailureByRules.of(inABean("08003", new ConnectException("Connection refused")));
    assertThat(Objects.requireNonNull(failure).kind()).isEqualTo(FailureKind.REFUSED);
  }

  @Test
  void whatHasNothingToDoWithAConnectionIsTheApplications() {
    assertThat(FailureByRules.of(new IllegalStateException("no licence"))).isNull();
    assertThat(FailureByRules.of(inABean("42P01", new IOException("no table")))).isNull();
  }
}
