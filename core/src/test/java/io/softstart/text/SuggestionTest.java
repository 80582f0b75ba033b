package io.softstart.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
  @ParameterizedTest
  @CsvSource({
    "ORDERS_DB_PASSWORD, ORDERS_DB_PASSWRD",
    "ORDERS_DB_PASSWORD, orders-db-password",
    "ORDERS_DB_PASSWORD, --orders-db-pasword",
    "ORDERS_DB_PASSWORD, ODERS_DB_PASSWORD",
    "ORDERS_DB_PASSWORD, DB_PASSWORD",
    "ORDERS_DB_PASSWORD, SHOP_DB_PASSWORD",
    "DB_PASSWORD, ORDERS_DB_PASSWORD",
    "ORDERS_DBPASSWORD, ORDERS_DB_PASSWORD",
    "ture, true",
    "flase, false"
  })
  void alike(String wanted, String name) {
    assertThat(Suggestion.to(wanted, List.of("something.else", name))).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "ORDERS_DB_USER, USER",
    "ORDERS_DB_USER, ORDERS_DB_URL",
    "ORDERS_HOST, ORDERS_PORT",
    "ORDERS_DB_PASSWORD, PASSWORD",
    "yes, true"
  })
  void different(String wanted, String name) {
    assertThat(Suggestion.to(wanted, List.of(name))).isNull();
  }

  @ParameterizedTest
  @CsvSource({"ORDERS_DB_PASSWORD"})
  void theNearestOfSeveral(String wanted) {
    assertThat(Suggestion.to(wanted, List.of("ORDERS_DB_PASWRD", "ORDERS_DB_PASSWRD")))
        .isEqualTo("ORDERS_DB_PASSWRD");
  }
}
