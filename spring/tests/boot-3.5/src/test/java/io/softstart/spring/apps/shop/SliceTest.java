package io.softstart.spring.apps.shop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.orm.jpa.DataJpaTest;

/** A slice with a database of its own: the one that is configured is not there. */
@DataJpaTest(
    properties = {
      "spring.datasource.url=jdbc:postgresql://127.0.0.1:1/nowhere",
      "spring.cloud.config.enabled=false" // its client is here for another test
    })
class SliceTest {
  @Autowired private ItemRepository items;

  @Test
  void theSliceNeedsNoServer() {
    assertThat(items.count()).isZero();
  }
}
