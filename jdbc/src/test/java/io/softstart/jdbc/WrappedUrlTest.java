package io.softstart.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A wrapper in the URL has the limits and the target of the driver behind. */
class WrappedUrlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:p6spy:postgresql://db:1234/app",
        "jdbc:otel:postgresql://db:1234/app",
        "jdbc:aws-wrapper:postgresql://db:1234/app",
        "jdbc:log4jdbc:postgresql://db:1234/app",
        "jdbc:p6spy:otel:postgresql://db:1234/app",
        "jdbc-secretsmanager:postgresql://db:1234/app",
        "jdbc:postgresql://db:1234/app", // the control
      })
  void hasLimitsAndTargetOfTheDriverBehind(String url) {
    assertThat(Vendor.of(url)).isEqualTo(Vendor.POSTGRESQL);
    assertThat(JdbcTarget.of(url).address()).isEqualTo("db:1234");
    Properties login = new Properties();
    DriverLimits.of(url, new Properties()).limitAttempt(login, Duration.ofSeconds(7));
    assertThat(login.getProperty("socketTimeout")).isEqualTo("7");
    assertThat(UrlProblem.in(url)).isNull();
  }

  @Test
  void isNotDialledBeforehand() {
    Properties none = new Properties();
    assertThat(DialedAddress.of("jdbc:p6spy:postgresql://127.0.0.1:9/x", none, null)).isEmpty();
    assertThat(DialedAddress.of("jdbc:postgresql://127.0.0.1:9/x", none, null)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mysql", "mariadb"})
  void theFirstHostOfAListLeavesTimeForTheNext(String vendor) {
    Properties login = new Properties();
    DriverLimits.of("jdbc:" + vendor + "://127.0.0.1:9,127.0.0.1:10/x", new Properties())
        .limitAttempt(login, Duration.ofSeconds(9));
    assertThat(login.getProperty("connectTimeout")).isEqualTo("3000");
    assertThat(login.getProperty("socketTimeout"))
        .as("the driver would keep it for later connections")
        .isNull();
  }
}
