package io.softstart.spring.apps.shop;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

@Entity
class Item {
  @Id private Long id = 0L;

  Long id() {
    return id;
  }
}
