package io.softstart.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A page of somebody else's whose name points here is refused; an address and a local name not. */
class HostHeaderTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:8081, true",
    "[::1]:8081, true",
    "localhost:8081, true",
    "orders:8081, true",
    "orders.shop.svc:8081, true",
    "orders.shop.svc.cluster.local, true",
    "attacker.example, false",
    "attacker.example:8081, false",
    "127.0.0.1.attacker.example, false",
    "localhost.attacker.example, false"
  })
  void namesOfTheOwnNetworkAreAnswered(String host, boolean own) {
    byte[] head =
        ("GET /status HTTP/1.1\r\nhOsT: " + host + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    assertThat(HostHeader.isOwn(head, head.length)).isEqualTo(own);
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3:8081, true",
    "orders-1:8081, true",
    "orders-1.prod.example.com:8081, true",
    "Orders-1.prod.example.com, true",
    "orders-2.prod.example.com, false",
    "attacker.example:8081, false",
    "prod.orders-1, false"
  })
  void metersAreToldByTheFullNameOfTheMachineToo(String host, boolean told) {
    byte[] head =
        ("GET /metrics HTTP/1.1\r\nHost: " + host + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    assertThat(HostHeader.isOfMachine(head, head.length, "orders-1")).isEqualTo(told);
    assertThat(HostHeader.isOfMachine(head, head.length, ""))
        .isEqualTo(HostHeader.isOwn(head, head.length));
  }
}
