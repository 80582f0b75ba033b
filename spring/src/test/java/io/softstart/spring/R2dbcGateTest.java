package io.softstart.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.text.HostPort;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class R2dbcGateTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "r2dbc:postgresql://db:5433/orders db 5433",
        "r2dbc:postgresql://app:pw@db/orders db 5432",
        "r2dbc:pool:postgresql://db/orders?schema=x db 5432",
        "r2dbc:postgresql:failover://db1:1,db2:2/orders NONE 0",
        "r2dbcs:mysql://db1:3307,db2/orders db1 3307",
        "r2dbc:mssql://[::1]/orders ::1 1433"
      })
  void theFirstHostIsDialed(String url, String host, int port) {
    HostPort address = R2dbcGate.address(url);
    if (host.equals("NONE")) {
      assertThat(address).isNull();
    } else {
      assertThat(address).isNotNull();
      assertThat(address.host()).isEqualTo(host);
      assertThat(address.number()).isEqualTo(port);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "r2dbc:h2:mem:///x",
        "r2dbc:h2:file:///./x",
        "jdbc:postgresql://db/x",
        "r2dbc:gcp:mysql://project:region:instance/x",
        "r2dbc:gcp:postgresql://project:region:instance/x",
        "r2dbc:postgresql://project:region:instance/x",
        "r2dbc:proxy:postgresql://db/x",
        "r2dbc:pool:proxy:postgresql://db/x",
        "r2dbc:postgresql://db:none/x",
        "r2dbc:postgresql:///x",
        "",
        "r2dbc:"
      })
  void whatIsInThisProcessOrUnknownHasNoGate(String url) {
    assertThat(R2dbcGate.address(url)).isNull();
  }
}
