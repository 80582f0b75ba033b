package io.softstart.spring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplicationNameTest {
  @ParameterizedTest
  @CsvSource({
    "OrdersApplication, orders",
    "Application, application",
    "OrderDesk, order-desk",
    "HTTPGateway, httpgateway"
  })
  void theNameIsThatOfTheMainClass(String simpleName, String name) {
    assertThat(ApplicationName.ofClass(simpleName)).isEqualTo(name);
  }
}
